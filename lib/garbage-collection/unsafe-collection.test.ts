import { existsSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { CommandCollector } from "@/lib/config/command-collector";
import { database } from "@/lib/db/database";
import { aCommandCollector } from "@/lib/testing/a-command-collector";
import { admin, type CollectedRegistry, startCollectedRegistry } from "@/lib/testing/collected-registry";
import { finishedRun } from "@/lib/testing/finished-run";
import { pushTestImage } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { until } from "@/lib/testing/until";
import { getRun } from "./get-run";
import { recoverRuns } from "./recover-runs";
import { startRun } from "./start-run";

const [found] = findRegistryPrograms();
const summary = (blobs: number) => `9 blobs marked, ${blobs} blobs and 0 manifests eligible for deletion`;

describe.runIf(found)("a collector that must not be let loose", () => {
  let registry: CollectedRegistry;
  let settings: CommandCollector;
  let ran: string;

  beforeEach(async () => {
    settings = aCommandCollector({ allowWritable: true });
    if (!found) throw new Error("no registry program");
    registry = await startCollectedRegistry(found, settings);
    ran = path.join(registry.dataDir, "collected");
    settings.collect = [process.execPath, "-e", "require('fs').writeFileSync(process.argv[1], '')", ran];
    await pushTestImage(registry.url, "team/app", "1", ["layer"]);
    return () => registry.close();
  });

  const looksAt = (...lines: string[]) => {
    settings.dryRun = [process.execPath, "-e", "console.log(process.argv[1])", lines.join("\n")];
  };
  async function run(dryRun = false) {
    const { id } = await startRun(admin, { registry: "local", dryRun });
    return finishedRun({ id });
  }
  const unsafe = (said: string) => ({
    state: "failed",
    reclaimedBytes: null,
    failure: { type: "/problems/collection-unsafe", detail: expect.stringContaining(said) },
  });

  test("as it does not say what it would remove", async () => {
    looksAt("team/app", summary(3));
    expect(await run()).toMatchObject(unsafe("names only 0 of the 3 blobs"));
    expect(existsSync(ran)).toBe(false);
  });

  test.each([
    [
      "an empty one",
      "failed to garbage collect: failed to mark: filesystem: Path not found: /docker/registry/v2/repositories",
    ],
    [
      "another registry's, with a repository of that name",
      `team/app\nteam/app: marking manifest sha256:${"a".repeat(64)} \n${summary(0)}`,
    ],
    ["what it doesn't say", summary(0)],
  ])("as it looks at another storage: %s", async (_, output) => {
    looksAt(output);
    expect(await run()).toMatchObject(unsafe("team/app:1"));
    expect(existsSync(ran)).toBe(false);
  });
});

test.runIf(found)("a run that goes on here is not recovered, whatever became of its lease", async () => {
  if (!found) throw new Error("no registry program");
  const script = "setTimeout(() => console.log(process.argv[1]), 1500)";
  const slow = [process.execPath, "-e", script, summary(0)];
  const registry = await startCollectedRegistry(
    found,
    aCommandCollector({ dryRun: slow, collect: slow, allowWritable: true }),
  );
  const { id } = await startRun(admin, { registry: "local", dryRun: true });
  await database<{ leases: { name: string } }>().deleteFrom("leases").execute();
  await recoverRuns();
  expect((await getRun(admin, id)).failure).toBeNull();
  await until(async () => expect((await getRun(admin, id)).state).toBe("succeeded"));
  await registry.close();
});
