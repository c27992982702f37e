import { afterEach, describe, expect, test } from "vitest";
import type { CommandCollector } from "@/lib/config/command-collector";
import { restartEmbeddedRegistry } from "@/lib/embedded-registry/embedded-registry";
import { aCommandCollector } from "@/lib/testing/a-command-collector";
import { admin, type CollectedRegistry, startCollectedRegistry } from "@/lib/testing/collected-registry";
import { pushTestImage } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { viewer } from "@/lib/testing/test-console";
import { getCollector } from "./get-collector";
import { getRun } from "./get-run";
import { readRunLog } from "./read-run-log";
import { recoverRuns } from "./recover-runs";
import { repairRegistryNow } from "./repair-registry-now";
import { insertRun, listOpenRuns, updateRun } from "./runs/runs-store";

const [found] = findRegistryPrograms();
const node = (script: string) => [process.execPath, "-e", script];
let registry: CollectedRegistry;

afterEach(() => registry?.close());

/** Starts a registry with a run that a crash interrupted while the registry was read-only. */
async function startCutOff(after: string[]): Promise<{ id: string; settings: CommandCollector }> {
  if (!found) throw new Error("no registry program");
  const settings = aCommandCollector({ dryRun: node(""), collect: node(""), before: node(""), after });
  registry = await startCollectedRegistry(found, settings);
  const { id } = await insertRun({ registry: "local", dryRun: false, removeUntagged: false, startedBy: "ann" });
  await updateRun(id, { state: "running", phase: "collecting", must_make_writable: 1 });
  await recoverRuns();
  return { id, settings };
}

describe.runIf(found)("what a run has left in the registry", () => {
  test("is put right by the next start, which runs the after step", async () => {
    const { id } = await startCutOff(node("console.log('after ran')"));
    expect(await getRun(admin, id)).toMatchObject({ state: "failed", failure: { type: "/problems/run-interrupted" } });
    expect(await readRunLog(admin, id)).toMatch(/at "collecting"[\s\S]*after ran/);
    expect(await listOpenRuns()).toEqual([]);
    expect((await getCollector(admin, "local")).leftBehind).toBe(null);
  });

  test("is told until it is, and put right at once where somebody asks", async () => {
    const { id, settings } = await startCutOff(node("process.exit(3)"));
    expect((await getCollector(viewer, "local")).leftBehind).toEqual({
      type: "/problems/registry-read-only",
      detail: "Run #1: The registry may still refuse pushes; the console tries again every few minutes.",
    });
    await expect(repairRegistryNow(admin, "local")).rejects.toMatchObject({
      detail: expect.stringContaining("exit code 3"),
    });
    expect((await listOpenRuns()).map((row) => row.id)).toEqual([id]);
    settings.after = node("console.log('after ran')");
    expect((await repairRegistryNow(admin, "local")).leftBehind).toBe(null);
    expect(await readRunLog(admin, id)).toMatch(/has it tried again[\s\S]*after ran/);
    await expect(repairRegistryNow(viewer, "local")).rejects.toMatchObject({ code: "forbidden" });
  });

  test("is over where the configuration has no steps any more and the registry takes pushes", async () => {
    await startCutOff(node("process.exit(3)"));
    await pushTestImage(registry.url, "app", "1.0", ["layer"]);
    Object.assign(registry.config.registries[0] ?? {}, { garbageCollection: { kind: "none" } });
    await restartEmbeddedRegistry({ readOnly: true });
    await expect(repairRegistryNow(admin, "local")).rejects.toMatchObject({ code: "registry-read-only" });
    await restartEmbeddedRegistry({ readOnly: false });
    expect((await repairRegistryNow(admin, "local")).leftBehind).toBe(null);
    expect(await listOpenRuns()).toEqual([]);
  });
});
