import { expect, test } from "vitest";
import { database } from "@/lib/db/database";
import { openTestConsole } from "@/lib/testing/test-console";
import { findContent, keepContent } from "./content-store";
import { flushWrites, writeLater } from "./kept-writes";

const content = { mediaType: "text/plain", bytes: Buffer.from("kept") };

test("finds what was just kept, and keeps it beyond this process", async () => {
  const close = await openTestConsole([]);
  keepContent("sha256:a", content);
  expect(await findContent("sha256:a")).toEqual(content);
  await flushWrites();
  const rows = await database<{ content: { digest: string } }>().selectFrom("content").select("digest").execute();
  expect(rows).toEqual([{ digest: "sha256:a" }]);
  await close();
});

test("doesn't hold in memory what could not be written", async () => {
  const close = await openTestConsole([]);
  writeLater(async () => {
    throw new Error("the disk is full");
  });
  keepContent("sha256:a", content);
  await flushWrites();
  expect(await findContent("sha256:a")).toBeNull();
  await close();
});
