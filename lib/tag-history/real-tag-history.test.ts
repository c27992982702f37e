import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { startHookServer } from "@/lib/testing/hook-server";
import { closeIndexingConsole, startIndexing } from "@/lib/testing/indexing-console";
import { pullCompletely } from "@/lib/testing/pull-completely";
import { pushTestImage, pushTestIndex } from "@/lib/testing/push-to-registry";
import { startRealRegistry } from "@/lib/testing/real-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { admin, aRegistryConfig, openTestConsole } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import { sweepAgain, untilSwept } from "@/lib/testing/until-swept";
import { listTagHistory } from "./list-tag-history";
import { planRevert } from "./plan-revert";
import { revertTag } from "./revert-tag";

const secret = "the-secret-of-the-local-registry";
const closers: (() => unknown)[] = [];
let url: string;
let storageDir: string;

async function open(path: string, { telling }: { telling: boolean }): Promise<void> {
  const hook = await startHookServer();
  const notifications = { url: hook.urlOf("local"), secret };
  const registry = await startRealRegistry({ path }, telling ? { notifications } : {});
  closers.push(hook.close, registry.close);
  ({ url, storageDir } = registry);
  closers.push(await openTestConsole([aRegistryConfig(url, { notificationSecret: secret })]));
}

afterEach(async () => {
  await closeIndexingConsole();
  for (const close of closers.splice(0).reverse()) await close();
});

const push = (layer: string) => pushTestImage(url, "app", "latest", [layer]);
const history = () => listTagHistory(admin, "local", "app", "latest", { limit: 50 });
const outline = async () =>
  (await history()).items.toReversed().map(({ from, to, source, client }) => [from, to, source, client !== null]);
const untilNamed = (digest: string) => until(async () => expect((await history()).digest).toBe(digest));
const bytesOf = async (reference: string) =>
  Buffer.from(
    await (
      await fetch(`${url}/v2/app/manifests/${reference}`, {
        headers: { accept: "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json" },
      })
    ).arrayBuffer(),
  );

describe.each(findRegistryPrograms())("registry $version", ({ program }) => {
  test("tells of each push once: there and back are two moves, with the program that did it", async () => {
    await open(program.path, { telling: true });
    const first = await push("one");
    startIndexing();
    await untilSwept();
    const second = await push("two");
    await untilNamed(second.digest);
    await push("one");
    await untilNamed(first.digest);
    await sweepAgain();
    const moves = await outline();
    expect(moves.slice(-2)).toEqual([
      [first.digest, second.digest, "push", true],
      [second.digest, first.digest, "push", true],
    ]);
    expect(moves.length).toBeLessThanOrEqual(3);
  });

  test("tells nothing: there and back are two moves that were seen, and what nobody saw is not made up", async () => {
    await open(program.path, { telling: false });
    const first = await push("one");
    startIndexing();
    await untilSwept();
    const second = await push("two");
    await sweepAgain();
    await push("three");
    await push("one");
    await sweepAgain();
    expect(await outline()).toEqual([
      [first.digest, second.digest, "look", false],
      [second.digest, first.digest, "look", false],
    ]);
  });

  test("a tag is reverted, and undone, byte for byte, and pulls completely each time", async () => {
    await open(program.path, { telling: true });
    const children = [await pushTestImage(url, "app", null, ["one"]), await pushTestImage(url, "app", null, ["two"])];
    const first = await pushTestIndex(url, "app", "latest", children);
    const bytes = await bytesOf("latest");
    startIndexing();
    await untilSwept();
    const second = await push("three");
    await untilNamed(second.digest);
    const asked = { registry: "local", repository: "app", tag: "latest" };
    expect(await planRevert(admin, "local", "app", "latest", first.digest)).toMatchObject({
      from: second.digest,
      inRegistry: true,
      missing: [],
      blockedBy: null,
    });
    await revertTag(admin, { ...asked, digest: first.digest, expected: second.digest });
    expect((await bytesOf("latest")).equals(bytes)).toBe(true);
    expect(await pullCompletely(url, "app", "latest")).toBe(first.digest);
    await untilNamed(first.digest);
    await revertTag(admin, { ...asked, digest: second.digest, expected: first.digest });
    expect(await pullCompletely(url, "app", "latest")).toBe(second.digest);
    await untilNamed(second.digest);
    expect((await outline()).slice(-3).map(([, to, source]) => [to, source])).toEqual([
      [second.digest, "push"],
      [first.digest, "revert"],
      [second.digest, "revert"],
    ]);
  });

  test("an image that has lost a layer is not reverted to: the layer is named", async () => {
    await open(program.path, { telling: false });
    const first = await push("one");
    startIndexing();
    await untilSwept();
    const second = await push("two");
    await sweepAgain();
    const [, layer] = first.blobs;
    const hex = (layer ?? "").replace("sha256:", "");
    rmSync(join(storageDir, "docker/registry/v2/blobs/sha256", hex.slice(0, 2), hex), { recursive: true });
    const { missing, blockedBy } = await planRevert(admin, "local", "app", "latest", first.digest);
    expect([missing, blockedBy?.type]).toEqual([[layer], "/problems/blobs-missing"]);
    expect(await pullCompletely(url, "app", "latest")).toBe(second.digest);
  });
});
