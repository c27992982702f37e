import { expect, test } from "vitest";
import { flushWrites } from "@/lib/registry-index/writing/write-behind";
import { anImage } from "@/lib/testing/factories";
import { openTestConsole } from "@/lib/testing/test-console";
import { findContent, keepContent } from "./content-store";
import { followKeptDigests, mayBeKept } from "./kept-digests";

const content = { mediaType: "application/json", bytes: Buffer.from("{}") };

test("knows what was in the database before, and what is written since, from what was never there", async () => {
  const close = await openTestConsole([]);
  const [before, since, never] = [anImage().digest, anImage().digest, anImage().digest];
  keepContent(before, content, "local/app");
  await flushWrites();
  expect(mayBeKept(never)).toBe(true);
  await followKeptDigests();
  expect([mayBeKept(before), mayBeKept(since), mayBeKept(never)]).toEqual([true, false, false]);
  keepContent(since, content, "local/app");
  await flushWrites();
  expect(await findContent(since)).toEqual(content);
  expect(await findContent(before)).toEqual(content);
  expect(await findContent(never)).toBeNull();
  await close();
});
