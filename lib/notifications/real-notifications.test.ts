import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/db/database";
import { deleteTag } from "@/lib/deletion/delete-tag";
import { ociManifest } from "@/lib/oci/media-type";
import { getConnection } from "@/lib/registry/connection";
import { findManifest } from "@/lib/registry/find-manifest";
import type { IndexTables } from "@/lib/registry-index/tables/index-tables";
import { findRepository } from "@/lib/registry-index/tags/repository-store";
import { startHookServer } from "@/lib/testing/hook-server";
import { closeIndexingConsole, startIndexing } from "@/lib/testing/indexing-console";
import { deleteTestManifest, pushTestImage, pushTestIndex } from "@/lib/testing/push-to-registry";
import { startRealRegistry } from "@/lib/testing/real-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { admin, aRegistryConfig, openTestConsole } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import type { RegistryEventTables } from "./registry-event-store";

const secret = "the-secret-of-the-local-registry";
const closers: (() => unknown)[] = [];
let url: string;

async function open(path: string): Promise<void> {
  const hook = await startHookServer();
  const registry = await startRealRegistry({ path }, { notifications: { url: hook.urlOf("local"), secret } });
  closers.push(hook.close, registry.close);
  url = registry.url;
  closers.push(await openTestConsole([aRegistryConfig(url, { notificationSecret: secret })]));
  startIndexing();
}

afterEach(async () => {
  await closeIndexingConsole();
  for (const close of closers.splice(0).reverse()) await close();
});

const eventually = (assertion: () => Promise<void>) => until(assertion);

async function tagsOf(repository: string) {
  const known = await findRepository("local", repository);
  if (!known) return [];
  return database<IndexTables>()
    .selectFrom("tag")
    .selectAll()
    .where("repository_id", "=", known.id)
    .orderBy("name")
    .execute();
}
const tagOf = async (name: string) => (await tagsOf("app")).find((tag) => tag.name === name);
const events = () => database<RegistryEventTables>().selectFrom("registry_event").selectAll().orderBy("at").execute();

const get = (reference: string, method = "GET") =>
  fetch(`${url}/v2/app/manifests/${reference}`, {
    method,
    headers: { accept: ociManifest, "user-agent": "containerd/2" },
  });

describe.each(findRegistryPrograms())("registry $version tells", ({ program }) => {
  beforeEach(() => open(program.path));

  test("of a push: the tag is in the index, with its time", async () => {
    const startedAt = Date.now();
    await pushTestImage(url, "app", "1.0", ["one"]);
    const pushedAt = Date.now();
    await eventually(async () => expect((await tagOf("1.0"))?.manifest_id).toBeGreaterThan(0));
    const tag = await tagOf("1.0");
    const repository = await findRepository("local", "app");
    for (const at of [tag?.pushed_at, repository?.pushed_at]) {
      expect(at).toBeGreaterThanOrEqual(startedAt);
      expect(at).toBeLessThanOrEqual(pushedAt + 100);
    }
    expect(repository).toMatchObject({ tag_count: 1, unread_count: 0, pull_count: 0, pulled_at: null });
    expect(await events()).toMatchObject([{ action: "push", repository: "app", tag: "1.0", method: "PUT" }]);
  });

  test("of a tag that moved: it names the new manifest, and what it was pulled stays counted", async () => {
    await pushTestImage(url, "app", "latest", ["one"]);
    await eventually(async () => expect((await tagOf("latest"))?.manifest_id).toBeGreaterThan(0));
    await get("latest");
    await eventually(async () => expect((await tagOf("latest"))?.pull_count).toBe(1));
    const before = await tagOf("latest");
    await pushTestImage(url, "app", "latest", ["two"]);
    await eventually(async () => {
      const after = await tagOf("latest");
      expect(after?.manifest_id).not.toBe(before?.manifest_id);
      expect(after?.pushed_at).toBeGreaterThan(before?.pushed_at ?? 0);
      expect(after?.pull_count).toBe(1);
    });
  });

  test("of pulls: by tag, by digest for every tag on it; to look is no pull, and ours is none", async () => {
    const { digest, blobs } = await pushTestImage(url, "app", "1.0", ["one"]);
    await pushTestImage(url, "app", "latest", ["one"]);
    await pushTestImage(url, "app", "other", ["other"]);
    await eventually(async () =>
      expect(await tagsOf("app")).toMatchObject(Array(3).fill({ manifest_id: expect.any(Number) })),
    );
    await get("1.0");
    await get("1.0", "HEAD");
    await get(digest);
    await get(digest, "HEAD");
    await fetch(`${url}/v2/app/blobs/${blobs[0]}`);
    await findManifest(getConnection("local"), "app", "other");
    await pushTestImage(url, "end", "1", []);
    await eventually(async () => expect((await events()).at(-1)?.repository).toBe("end"));
    const counts = (await tagsOf("app")).map((tag) => [tag.name, tag.pull_count, tag.pulled_at !== null]);
    expect(counts).toEqual([
      ["1.0", 2, true],
      ["latest", 1, true],
      ["other", 0, false],
    ]);
    expect(await findRepository("local", "app")).toMatchObject({ pull_count: 2 });
    expect((await events()).map((event) => event.action)).toEqual(["push", "push", "push", "pull", "pull", "push"]);
  });

  test("of a pull of an index and its image: one pull", async () => {
    const image = await pushTestImage(url, "app", null, ["one"]);
    await pushTestIndex(url, "app", "multi", [image]);
    await eventually(async () => expect((await tagOf("multi"))?.manifest_id).toBeGreaterThan(0));
    await fetch(`${url}/v2/app/manifests/multi`, { headers: { accept: "application/vnd.oci.image.index.v1+json" } });
    await eventually(async () => expect((await tagOf("multi"))?.pull_count).toBe(1));
    const first = (await tagOf("multi"))?.pulled_at;
    await get(image.digest);
    await eventually(async () => expect((await tagOf("multi"))?.pulled_at).toBeGreaterThan(first ?? 0));
    expect((await tagOf("multi"))?.pull_count).toBe(1);
    expect(await findRepository("local", "app")).toMatchObject({ pull_count: 1 });
  });

  test("of a delete: the tags are gone from the index, the others stay", async () => {
    const { digest } = await pushTestImage(url, "app", "1.0", ["one"]);
    await pushTestImage(url, "app", "latest", ["one"]);
    await pushTestImage(url, "app", "2.0", ["two"]);
    await eventually(async () =>
      expect(await tagsOf("app")).toMatchObject(Array(3).fill({ manifest_id: expect.any(Number) })),
    );
    await deleteTestManifest(url, "app", digest);
    await eventually(async () => expect((await tagsOf("app")).map((tag) => tag.name)).toEqual(["2.0"]));
    expect(await findRepository("local", "app")).toMatchObject({ tag_count: 1 });
  });

  test("nothing that would count of what the console does: its delete of one of two tags is no push", async () => {
    const { digest } = await pushTestImage(url, "app", "1.0", ["one"]);
    await pushTestImage(url, "app", "latest", ["one"]);
    await eventually(async () => expect(await events()).toHaveLength(2));
    const before = await findRepository("local", "app");
    await deleteTag(admin, "local", "app", "1.0", digest);
    await pushTestImage(url, "end", "1", []);
    await eventually(async () => expect((await events()).at(-1)?.repository).toBe("end"));
    expect(await events()).toHaveLength(3);
    expect(await findRepository("local", "app")).toMatchObject({ pushed_at: before?.pushed_at, pull_count: 0 });
    expect((await tagsOf("app")).map((tag) => tag.name)).toEqual(["latest"]);
  });
});
