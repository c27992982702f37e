import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listRepositories } from "@/lib/catalog/list-repositories";
import { listTags } from "@/lib/catalog/list-tags";
import { policySpecSchema } from "@/lib/contract/policies";
import { repositoryQuerySchema } from "@/lib/contract/repositories";
import { tagQuerySchema } from "@/lib/contract/tags";
import { deleteTag } from "@/lib/deletion/delete-tag";
import { restoreDeletion } from "@/lib/deletion/restore-deletion";
import { findTagState } from "@/lib/registry-index/questions/find-tag-state";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";
import { anImage } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { anEvent, notify } from "@/lib/testing/notifications";
import { admin } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import { sweepAgain, untilSwept } from "@/lib/testing/until-swept";
import { listStaleNames } from "./find-stale";
import { previewPolicy } from "./preview-policy";

const dayMs = 24 * 60 * 60_000;
const names = ["1.0.0", "1.1.0", "1.2.0", "1.3.0"];
const old = () => anImage({ created: "2020-01-01T00:00:00Z" });

let registry: FakeRegistry;
let now: number;

/** Pushes tags 90, 80, 70 and 60 days ago, each reported by the registry at that time. */
beforeEach(async () => {
  registry = await openIndexingConsole({ family: "distribution-3.1" });
  now = Date.now();
  vi.useFakeTimers({ now: now - 100 * dayMs, toFake: ["Date"] });
  registry.push("app", "0.0.1", old());
  await untilSwept();
  for (const [index, tag] of names.entries()) {
    vi.setSystemTime(now - (90 - 10 * index) * dayMs);
    registry.push("app", tag, old());
    await notify({ events: [anEvent({ target: { tag } })] });
    await sweepAgain();
  }
  vi.setSystemTime(now);
});
afterEach(async () => {
  vi.useRealTimers();
  await closeIndexingConsole();
});

async function deletesOf(keep: object): Promise<string[]> {
  const tags = { globs: ["1.*"] };
  const base = { name: "p", registry: "local", repositories: { include: ["app"] }, tags, mostPercent: 100 };
  const { verdicts } = await previewPolicy(admin, policySpecSchema.parse({ ...base, keep }));
  return verdicts.flatMap(({ tag, verdict }) => (verdict === "delete" ? tag : [])).sort();
}

/** Has the index look at the tag, and waits until the index knows that the tag names the digest. */
async function look(tag: string, digest: string | null): Promise<void> {
  announceToIndex("moved", { registry: "local", repository: "app", tags: [tag] });
  await until(async () => expect((await findTagState("local", "app", tag))?.digest ?? null).toBe(digest));
}

const within = { within: [{ days: 30, of: "pushed" }] };
const newest = { newest: [{ count: 1, by: "pushed", per: "all" }] };
const oldOnes = async () =>
  (await listStaleNames(admin, { registry: "local", repository: "app", kind: "old", days: 30, keep: 1 })).tags.sort();

test("what the registry told of counts where nothing else was seen", async () => {
  expect(await deletesOf(within)).toEqual(names);
  expect(await deletesOf(newest)).toEqual(["1.0.0", "1.1.0", "1.2.0"]);
  expect(await oldOnes()).toEqual(["0.0.1", "1.0.0", "1.1.0", "1.2.0"]);
});

test("a tag that the index saw move today was pushed today, though the registry told nothing of it", async () => {
  const moved = old();
  registry.push("app", "1.0.0", moved);
  await look("1.0.0", moved.digest);
  expect(await deletesOf(within)).toEqual(["1.1.0", "1.2.0", "1.3.0"]);
  expect(await deletesOf(newest)).toEqual(["1.1.0", "1.2.0", "1.3.0"]);
  expect(await oldOnes()).not.toContain("1.0.0");
  const { items } = await listTags(admin, "local", "app", tagQuerySchema.parse({ sort: "pushed", waitMs: 0 }));
  expect(items.map(({ tag }) => tag)).toEqual(["1.0.0", "1.3.0", "1.2.0", "1.1.0", "0.0.1"]);
  expect([items[0]?.pushedAt?.slice(0, 10), items.at(-1)?.pushedAt]).toEqual([
    new Date(now).toISOString().slice(0, 10),
    null,
  ]);
  const repositories = await listRepositories(admin, "local", repositoryQuerySchema.parse({ waitMs: 0 }));
  expect(Date.parse(repositories.items[0]?.pushedAt ?? "")).toBeGreaterThanOrEqual(now);
});

test("a tag that named nothing and was pushed anew was pushed today", async () => {
  const app = registry.store.repositories.get("app");
  app?.manifests.delete(app.tags.get("1.0.0") ?? "");
  await look("1.0.0", null);
  const repaired = old();
  registry.push("app", "1.0.0", repaired);
  await look("1.0.0", repaired.digest);
  expect(await deletesOf(within)).toEqual(["1.1.0", "1.2.0", "1.3.0"]);
});

test("when a tag was pushed that was put back is not known, which keeps it", async () => {
  const digest = registry.store.repositories.get("app")?.tags.get("1.0.0") ?? "";
  const deletion = await deleteTag(admin, "local", "app", "1.0.0", digest);
  await restoreDeletion(admin, deletion, {});
  await look("1.0.0", digest);
  expect(await deletesOf(within)).toEqual(["1.1.0", "1.2.0", "1.3.0"]);
  expect(await deletesOf(newest)).toEqual(["1.1.0", "1.2.0"]);
  expect(await oldOnes()).not.toContain("1.0.0");
});
