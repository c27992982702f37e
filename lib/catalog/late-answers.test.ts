import { afterEach, beforeEach, expect, test } from "vitest";
import { database } from "@/lib/db/database";
import { recordTagsGone } from "@/lib/registry-index/records/record-tags-gone";
import type { IndexTables } from "@/lib/registry-index/tables/index-tables";
import { ensureRepository, removeRepository } from "@/lib/registry-index/tags/repository-store";
import { writeTagList } from "@/lib/registry-index/tags/write-tag-list";
import type { TagReading } from "@/lib/registry-index/tags/write-tags";
import { writeNow } from "@/lib/registry-index/writing/write-behind";
import { openTestConsole } from "@/lib/testing/test-console";

let close: () => Promise<void>;
let repositoryId: number;
const digest = `sha256:${"a".repeat(64)}`;
const listed = ["1.0", "2.0"];

beforeEach(async () => {
  close = await openTestConsole([]);
  repositoryId = (await ensureRepository("local", "app")).id;
  await list(Date.now() - 2_000);
  await look(Date.now() - 1_000);
});
afterEach(() => close());

const list = (listedAt: number) => writeTagList(repositoryId, listed, { listedAt, incomplete: null });
const look = (checkedAt: number) =>
  writeNow((batch) =>
    batch.tags.push(
      ...listed.map((tag): TagReading => ({ repositoryId, tag, checkedAt, digest, found: "manifest", problem: null })),
    ),
  );
const deleteFirst = () =>
  recordTagsGone("local", "app", [{ tag: "1.0", deleted: false }], { actor: "ada", deletion: "d-1" });
const known = async () => {
  const rows = await database<IndexTables>().selectFrom("tag").select("name").orderBy("name").execute();
  return rows.map(({ name }) => name);
};

test("a list that was asked for before a delete does not bring the tag back, a later one does", async () => {
  const askedAt = Date.now();
  await deleteFirst();
  expect(await list(askedAt)).toEqual({ added: [], vanished: [] });
  expect(await known()).toEqual(["2.0"]);
  expect(await list(Date.now() + 1)).toEqual({ added: ["1.0"], vanished: [] });
  expect(await known()).toEqual(listed);
});

test("a look that began before a delete does not bring the tag back, a later one does", async () => {
  const beganAt = Date.now();
  await deleteFirst();
  await look(beganAt);
  expect(await known()).toEqual(["2.0"]);
  await look(Date.now() + 1);
  expect(await known()).toEqual(listed);
});

test("what was under way while a repository left the index is left out, and keeps nothing else from being written", async () => {
  const other = (await ensureRepository("local", "other")).id;
  await removeRepository(repositoryId, Date.now());
  expect(await list(Date.now())).toEqual({ added: [], vanished: [] });
  await writeNow((batch) => {
    for (const id of [repositoryId, other])
      batch.tags.push({
        repositoryId: id,
        tag: "1.0",
        checkedAt: Date.now(),
        digest,
        found: "manifest",
        problem: null,
      });
  });
  expect(await known()).toEqual(["1.0"]);
});

test("of two looks at a tag the one that began later is believed, whichever ended first", async () => {
  const at = Date.now();
  const reading = { repositoryId, tag: "1.0" };
  await writeNow((batch) =>
    batch.tags.push(
      { ...reading, checkedAt: at, found: "gone", digest: null, deleted: false },
      { ...reading, checkedAt: at - 500, found: "manifest", digest, problem: null },
    ),
  );
  expect(await known()).toEqual(["2.0"]);
});
