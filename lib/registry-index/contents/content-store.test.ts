import { expect, test } from "vitest";
import { database } from "@/lib/db/database";
import { flushWrites, writeLater, writingProblem } from "@/lib/registry-index/writing/write-behind";
import { anImage } from "@/lib/testing/factories";
import { openTestConsole } from "@/lib/testing/test-console";
import { findContent, keepContent, requireContentsKept } from "./content-store";
import type { ContentTables } from "./write-contents";

type Image = ReturnType<typeof anImage>;

const digest = `sha256:${"a".repeat(64)}`;
const content = { mediaType: "text/plain", bytes: Buffer.from("kept") };

test("finds what was just kept, and keeps it beyond this process", async () => {
  const close = await openTestConsole([]);
  keepContent(digest, content, "local/app");
  expect(await findContent(digest)).toMatchObject(content);
  await flushWrites();
  const rows = await database<ContentTables>().selectFrom("content").selectAll().execute();
  expect(rows).toMatchObject([{ media_type: "text/plain", base_id: null }]);
  expect(await findContent(digest)).toEqual(content);
  await close();
});

test("doesn't hold in memory what could not be written, and says that writing fails", async () => {
  const close = await openTestConsole([]);
  writeLater((batch) => {
    batch.parts.set("no digest at all", [digest]);
    batch.sizes.set("no digest at all", 1);
  });
  keepContent(digest, content, "local/app");
  await flushWrites();
  expect(await findContent(digest)).toBeNull();
  expect(writingProblem()?.code).toBe("unavailable");
  await requireContentsKept([[digest, content]]);
  expect(await findContent(digest)).toEqual(content);
  await close();
});

test("keeps the manifests of a repository as differences, and gives back their exact bytes", async () => {
  const close = await openTestConsole([]);
  const images = Array.from({ length: 20 }, () => anImage({ layers: 6 }));
  for (const image of images) keepContent(image.digest, image, "local/app");
  await flushWrites();
  for (const image of images)
    expect(await findContent(image.digest)).toEqual({ mediaType: image.mediaType, bytes: image.bytes });
  const rows = await database<ContentTables>().selectFrom("content").select("base_id").execute();
  expect(rows.filter((row) => row.base_id !== null).length).toBe(19);
  await close();
});

test("builds on nothing that is a difference itself, though two repositories read it", async () => {
  const close = await openTestConsole([]);
  const [first, shared, last] = Array.from({ length: 3 }, () => anImage({ layers: 6 })) as [Image, Image, Image];
  keepContent(first.digest, first, "local/app");
  keepContent(shared.digest, shared, "local/app");
  await flushWrites();
  keepContent(shared.digest, shared, "local/promoted");
  await flushWrites();
  keepContent(last.digest, last, "local/promoted");
  await flushWrites();
  expect((await findContent(last.digest))?.bytes).toEqual(last.bytes);
  await close();
});
