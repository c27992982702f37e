import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { holdLease } from "@/lib/jobs/hold-lease";
import { claimRegistry } from "@/lib/jobs/registry-turns";
import { listOpenItems } from "@/lib/testing/cut-off-deletion";
import {
  closeDeletingConsole,
  codeOf,
  hasManifest,
  manifestsOf,
  openDeletingConsole,
  tagsOf,
} from "@/lib/testing/deleting-console";
import { anImage } from "@/lib/testing/factories";
import { admin, viewer } from "@/lib/testing/test-console";
import { deleteTag } from "./delete-tag";
import { openChangeCount } from "./journal/change-count";
import { listDeletionsIn } from "./journal/deletion-store";
import { planTagDeletion } from "./plan-tag-deletion";

afterEach(async () => {
  vi.useRealTimers();
  await closeDeletingConsole();
});

describe.each(["distribution-2.8", "distribution-3.0", "distribution-3.1", "zot", "harbor", "quay"] as const)(
  "on %s",
  (family) => {
    test("removes only the tag, though three tags share the digest", async () => {
      const registry = await openDeletingConsole({ family });
      const image = anImage();
      for (const tag of ["1.0", "1", "latest"]) registry.push("app", tag, image);
      await deleteTag(admin, "local", "app", "1", image.digest);
      expect(tagsOf(registry)).toEqual(["1.0", "latest"]);
      expect(hasManifest(registry, image)).toBe(true);
    });

    test("removes the manifest where nothing else uses it, so that a plain collection frees it", async () => {
      const registry = await openDeletingConsole({ family });
      const image = anImage();
      registry.push("app", "1.0", image);
      registry.push("app", "2.0", anImage());
      await deleteTag(admin, "local", "app", "1.0", image.digest);
      expect(tagsOf(registry)).toEqual(["2.0"]);
      expect(hasManifest(registry, image)).toBe(false);
    });

    test("leaves no open intent and no placeholder behind", async () => {
      const registry = await openDeletingConsole({ family });
      const image = anImage();
      for (const tag of ["1.0", "latest"]) registry.push("app", tag, image);
      await deleteTag(admin, "local", "app", "latest", image.digest);
      expect(await listOpenItems()).toEqual([]);
      expect(manifestsOf(registry)).toEqual([image.digest]);
    });
  },
);

test("refuses when the tag has moved, and deletes nothing", async () => {
  const registry = await openDeletingConsole();
  const [old, fresh] = [anImage(), anImage()];
  registry.push("app", "latest", old);
  registry.push("app", "latest", fresh);
  expect(await codeOf(deleteTag(admin, "local", "app", "latest", old.digest))).toBe("tag-moved");
  expect(registry.countRequests("DELETE /v2/app/manifests/latest")).toBe(0);
  expect(registry.store.find("app", "latest")?.digest).toBe(fresh.digest);
});

test.each([
  ["deletes are disabled", { deletes: false }, "deletion-disabled"],
  ["tag deletes ignore the switch", { deletes: false, family: "distribution-3.0" as const }, "deletion-disabled"],
  ["the registry is read-only", { readOnly: true }, "registry-read-only"],
  ["it is a pull-through cache", { pullThrough: true }, "pull-through-cache"],
])("says before the button is pressed that %s, and refuses", async (_, options, code) => {
  const registry = await openDeletingConsole();
  const image = anImage();
  registry.push("app", "1.0", image);
  Object.assign(registry.options, options);
  const plan = await planTagDeletion(admin, "local", "app", "1.0");
  expect(plan.blockedBy?.type).toBe(`/problems/${code}`);
  expect(await codeOf(deleteTag(admin, "local", "app", "1.0", image.digest))).toBe(code);
  expect(tagsOf(registry)).toEqual(["1.0"]);
});

test("a viewer sees what would happen and can't do it", async () => {
  const registry = await openDeletingConsole();
  const image = anImage();
  registry.push("app", "1.0", image);
  expect((await planTagDeletion(viewer, "local", "app", "1.0")).blockedBy?.type).toBe("/problems/forbidden");
  expect(await codeOf(deleteTag(viewer, "local", "app", "1.0", image.digest))).toBe("forbidden");
  expect(await codeOf(deleteTag(null, "local", "app", "1.0", image.digest))).toBe("unauthenticated");
  expect(tagsOf(registry)).toEqual(["1.0"]);
});

async function collectElsewhere(work: () => Promise<void>): Promise<void> {
  const lease = await holdLease("claim:local");
  await work();
  await lease?.release();
}

test.each([
  ["this console", (work: () => Promise<void>) => claimRegistry("local", work)],
  ["another one", collectElsewhere],
])("deletes nothing while %s collects the registry, and says so before", async (_, whileCollected) => {
  const registry = await openDeletingConsole();
  const image = anImage();
  registry.push("app", "1.0", image);
  await whileCollected(async () => {
    expect((await planTagDeletion(admin, "local", "app", "1.0")).blockedBy?.type).toBe("/problems/already-running");
    expect(await codeOf(deleteTag(admin, "local", "app", "1.0", image.digest))).toBe("already-running");
  });
  expect(tagsOf(registry)).toEqual(["1.0"]);
});

test("a console that stood still until another one may have closed the deletion changes nothing any more", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const image = anImage();
  registry.push("app", "1.0", image);
  registry.options.intercept = async () => {
    if ((await listOpenItems()).length > 0 && !vi.isFakeTimers())
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 100_000 });
    return undefined;
  };
  expect(await codeOf(deleteTag(admin, "local", "app", "1.0", image.digest))).toBe("registry-timeout");
  expect(tagsOf(registry)).toEqual(["1.0"]);
});

test("what the console can't write down is not begun, and the reason is given", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const image = anImage();
  registry.push("app", "1.0", image);
  const folder = mkdtempSync(path.join(os.tmpdir(), "shipshape-"));
  await openChangeCount(folder);
  rmSync(path.join(folder, "deletion-count"));
  mkdirSync(path.join(folder, "deletion-count"));
  expect(await codeOf(deleteTag(admin, "local", "app", "1.0", image.digest))).toBe("unavailable");
  expect(tagsOf(registry)).toEqual(["1.0"]);
  expect(await listDeletionsIn(["planned", "queued", "running"])).toEqual([]);
  rmSync(folder, { recursive: true });
});
