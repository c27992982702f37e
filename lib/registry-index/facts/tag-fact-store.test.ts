import { afterEach, beforeEach, expect, test } from "vitest";
import { database } from "@/lib/db/database";
import { openTestConsole } from "@/lib/testing/test-console";
import { keptForMs, pruneTagFacts } from "./prune-tag-facts";
import { addTagFacts, listTagFacts, mostFactsOfTag, type TagFact } from "./tag-fact-store";

let close: () => Promise<void>;
beforeEach(async () => {
  close = await openTestConsole([]);
});
afterEach(() => close());

const place = { registry: "local", repository: "app", tag: "latest" };
const digest = `sha256:${"a".repeat(64)}`;
const pushAt = (at: number): TagFact => ({ at, source: "push", digest });
const times = async (tag = "latest") => (await listTagFacts({ ...place, tag })).map(({ at }) => at);

test("of a tag that moves all the time the newest facts are kept, and none of another tag is lost for them", async () => {
  const first = 1_700_000_000_000;
  await addTagFacts(database(), [{ ...place, tag: "1.0", ...pushAt(first) }]);
  for (let at = 0; at < mostFactsOfTag + 10; at++) await addTagFacts(database(), [{ ...place, ...pushAt(first + at) }]);
  const kept = await times();
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([mostFactsOfTag, first + 10, first + mostFactsOfTag + 9]);
  expect(await times("1.0")).toEqual([first]);
});

test("what is too old goes, step by step", async () => {
  const now = Date.now();
  for (const tag of ["1.0", "1.1", "1.2"])
    await addTagFacts(database(), [
      { ...place, tag, ...pushAt(now - keptForMs - 60_000) },
      { ...place, tag, ...pushAt(now - keptForMs + 60_000) },
    ]);
  await pruneTagFacts(new AbortController().signal, 2);
  for (const tag of ["1.0", "1.1", "1.2"]) expect(await times(tag)).toHaveLength(1);
});

test("a fact is read as it was written", async () => {
  const fact: TagFact = {
    at: 5,
    source: "deletion",
    digest: null,
    before: { at: 3, digest },
    actor: "ada",
    userAgent: null,
    address: null,
    deletion: "d-1",
  };
  await addTagFacts(database(), [{ ...place, ...fact }]);
  expect(await listTagFacts(place)).toEqual([fact]);
});
