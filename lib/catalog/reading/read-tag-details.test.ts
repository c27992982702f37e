import { afterEach, expect, test } from "vitest";
import { getConnection } from "@/lib/registry/connection";
import { closeDeletingConsole, openDeletingConsole } from "@/lib/testing/deleting-console";
import { anImage, anIndex, type FakeManifest } from "@/lib/testing/factories";
import { readTagDetails } from "./read-tag-details";

afterEach(closeDeletingConsole);

async function detailsOf(index: FakeManifest) {
  const registry = await openDeletingConsole();
  registry.push("app", "1.0", index);
  return readTagDetails(getConnection("local"), "app", index.digest);
}

const severalOf = (count: number, lists: FakeManifest[]) =>
  Array.from({ length: count }, (_, at) => anIndex(lists, { annotations: { at: String(at) } }));

test("follows an index that is listed many times over only once", async () => {
  const image = anImage();
  const [inner, outer] = [severalOf(30, [image]), []] as [FakeManifest[], FakeManifest[]];
  outer.push(...severalOf(30, inner));
  const { children, childrenKnown, sizeBytes } = await detailsOf(anIndex(outer));
  expect(children).toHaveLength(30 + 30 * 30 + 30);
  expect(new Set(children).size).toBe(30 + 30 + 1);
  expect([childrenKnown, sizeBytes !== null]).toEqual([true, true]);
});

test("says that it doesn't know every child of an index that is nested too deeply", async () => {
  let index = anIndex([anImage()]);
  for (let depth = 0; depth < 5; depth++) index = anIndex([index]);
  const { childrenKnown, problem } = await detailsOf(index);
  expect([childrenKnown, problem?.type]).toEqual([false, "/problems/manifest-unsupported"]);
});
