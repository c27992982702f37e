import { afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { getIndexProgress } from "@/lib/catalog/get-index-progress";
import { listRecentPushes } from "@/lib/catalog/list-recent-pushes";
import { listRepositories } from "@/lib/catalog/list-repositories";
import { deletionQuerySchema, planDeletionSchema, trashQuerySchema } from "@/lib/contract/deletions";
import { repositoryQuerySchema } from "@/lib/contract/repositories";
import { searchQuerySchema } from "@/lib/contract/search";
import { deleteTag } from "@/lib/deletion/delete-tag";
import { getDeletion, listDeletions } from "@/lib/deletion/list-deletions";
import { listTrash } from "@/lib/deletion/list-trash";
import { planDeletion } from "@/lib/deletion/plan-deletion";
import { search } from "@/lib/search/search";
import { anImage } from "@/lib/testing/factories";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { admin } from "@/lib/testing/test-console";
import { sweepAgain, untilSwept } from "@/lib/testing/until-swept";

const member = (...patterns: string[]): Actor => ({
  userId: "3",
  username: "mia",
  role: "member",
  grants: patterns.map((pattern, at) => ({
    id: String(at),
    registry: "local",
    pattern,
    role: "reader",
    subject: { kind: "person", name: "mia" },
    expiresAt: null,
  })),
});
const ann = member("a/**");
const nobody = member();

// More repositories of others than any list reads at once, and each with what ann's have.
const others = Array.from({ length: 14 }, (_, at) => `b/other-${at}`);

const digests = new Map<string, string>();

beforeEach(async () => {
  const registry = await openIndexingConsole();
  for (const name of ["a/mine", ...others]) registry.push(name, "1.0", anImage());
  await untilSwept();
  const shared = anImage();
  for (const name of ["a/mine", "a/also", ...others]) {
    registry.push(name, "2.0", shared);
    const goes = anImage();
    registry.push(name, "goes", goes);
    digests.set(name, goes.digest);
  }
  await sweepAgain();
});
afterEach(closeIndexingConsole);

test("lists, totals and progress are those of what one sees", async () => {
  const query = repositoryQuerySchema.parse({});
  const [mine, all] = [await listRepositories(ann, "local", query), await listRepositories(admin, "local", query)];
  expect(mine.items.map(({ name }) => name)).toEqual(["a/also", "a/mine"]);
  expect([mine.total, mine.freshness.expected, all.total]).toEqual([2, 2, 16]);
  expect(await getIndexProgress(ann, "local")).toMatchObject({ repositories: 2, tags: 5, tagsRead: 5, failed: 0 });
  await expect(listRepositories(nobody, "local", query)).rejects.toMatchObject({ code: "registry-not-found" });
});

test("pushes of others take no place among one's own", async () => {
  const names = async (actor: Actor) =>
    new Set((await listRecentPushes(actor, { limit: 3 })).map(({ repository }) => repository));
  expect(await names(ann)).toEqual(new Set(["a/also", "a/mine"]));
  expect(await listRecentPushes(nobody, { limit: 3 })).toEqual([]);
});

test("search counts and finds only there, whatever it is asked for", async () => {
  const ask = async (actor: Actor, query: string) =>
    (await search(actor, searchQuerySchema.parse({ query, limit: 5 }))).items;
  const foreign = (digests.get("b/other-1") ?? "").slice(7, 27);
  expect(JSON.stringify(await ask(admin, foreign))).toContain("b/other-1");
  for (const query of ["2.0", "1.0", "goes", "other", "mine", "b/", foreign]) {
    const found = JSON.stringify(await ask(ann, query));
    expect(found, query).not.toMatch(/b\/other|"repositories":1/);
    expect(await ask(nobody, query)).toEqual([]);
  }
  expect(JSON.stringify(await ask(ann, "2.0"))).toContain("a/also");
  expect(JSON.stringify(await ask(admin, "other"))).toContain("b/other");
});

test("trash and deletions are those of what one sees, and others' don't exist", async () => {
  for (const repository of ["a/mine", "b/other-1"])
    await deleteTag(admin, "local", repository, "goes", digests.get(repository) ?? "");
  const seen = async (actor: Actor) => {
    const trash = await listTrash(actor, trashQuerySchema.parse({}));
    const deletions = await listDeletions(actor, deletionQuerySchema.parse({}));
    return { trash: trash.total, deletions: deletions.total, ids: deletions.items.map(({ id }) => id) };
  };
  const [all, mine, none] = [await seen(admin), await seen(ann), await seen(nobody)];
  expect([all, mine, none].map(({ trash, deletions }) => [trash, deletions])).toEqual([
    [2, 2],
    [1, 1],
    [0, 0],
  ]);
  const [theirs = ""] = all.ids.filter((id) => !mine.ids.includes(id));
  const absent = await getDeletion(ann, "no-such-id").catch((error: Error) => error);
  await expect(getDeletion(ann, theirs)).rejects.toMatchObject(absent as object);
});

test("a plan tells of another repository's manifest what it tells of one that nobody has", async () => {
  const planned = async (digest: string) => {
    const manifests = [digest];
    const plan = planDeletionSchema.parse({ registry: "local", repository: "a/mine", manifests });
    const { id: _, hash, createdAt, expiresAt, ...told } = await planDeletion(admin, plan);
    return told;
  };
  const foreign = digests.get("b/other-1") ?? "";
  expect(await planned(foreign)).toEqual(await planned(`sha256:${"0".repeat(64)}`));
});
