import { describe, expect, it } from "vitest";
import type { Tag, TagList } from "@/lib/contract/tags";
import { isUnread, tagRows, withoutTag, withPage } from "./tag-pages";

const tag = (name: string, more: Partial<Tag> = {}): Tag => ({
  tag: name,
  digest: null,
  mediaType: null,
  kind: "unknown",
  artifactType: null,
  platforms: [],
  missingPlatforms: [],
  sizeBytes: null,
  minSizeBytes: null,
  createdAt: null,
  pushedAt: null,
  pulledAt: null,
  sameDigest: [],
  referrerCount: 0,
  problem: null,
  ...more,
});
const page = (...items: Tag[]): TagList => ({
  items,
  total: 10,
  nextCursor: null,
  freshness: { state: "partial", checkedAt: null, read: 4, expected: 10 },
  facets: { platforms: [], kinds: [], problems: 0 },
});
const pages = (...lists: TagList[]) => ({ pages: lists, pageParams: lists.map(() => null) });

describe("tag pages", () => {
  it("lists a tag once, though it moved to another page", () => {
    const rows = tagRows([page(tag("a"), tag("b")), page(tag("b", { digest: "sha256:b" }))]);
    expect(rows.map((row) => [row.tag, row.digest])).toEqual([
      ["a", null],
      ["b", "sha256:b"],
    ]);
  });

  it("tells a tag that is still to be read from one that can't be", () => {
    expect(isUnread(tag("a"))).toBe(true);
    expect(isUnread(tag("a", { problem: { type: "/problems/manifest-not-found", detail: "gone" } }))).toBe(false);
    expect(isUnread(tag("a", { mediaType: "application/vnd.oci.image.index.v1+json" }))).toBe(false);
  });

  it("replaces one page", () => {
    const next = withPage(pages(page(tag("a")), page(tag("b"))), 1, page(tag("b", { digest: "sha256:b" })));
    expect(tagRows(next.pages).map((row) => row.digest)).toEqual([null, "sha256:b"]);
  });

  it("drops a deleted tag from rows, counts and the tags of the same digest", () => {
    const before = pages(
      page(tag("1.4", { sameDigest: ["1", "latest"] }), tag("latest", { sameDigest: ["1", "1.4"] })),
    );
    const after = withoutTag(before, "latest");
    expect(tagRows(after.pages).map((row) => [row.tag, row.sameDigest])).toEqual([["1.4", ["1"]]]);
    expect(after.pages[0]?.total).toBe(9);
    expect(after.pages[0]?.freshness).toMatchObject({ read: 3, expected: 9 });
  });
});
