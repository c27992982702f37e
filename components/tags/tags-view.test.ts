import { describe, expect, it } from "vitest";
import { readTagsView } from "./tags-view";

const read = (search: string) => readTagsView(Object.fromEntries(new URLSearchParams(search)));

const unfiltered = { platform: "", kind: "", problem: false, sameDigestAs: "" };

describe("readTagsView", () => {
  it("is the newest version first where the URL says nothing", () => {
    expect(read("")).toEqual({ query: "", sort: "semver", order: "desc", ...unfiltered });
  });

  it("starts each sort in its own order", () => {
    expect(read("?sort=tag").order).toBe("asc");
    expect(read("?sort=size").order).toBe("desc");
    expect(read("?sort=size&order=asc").order).toBe("asc");
  });

  it("ignores what it doesn't understand", () => {
    expect(read("?sort=constructor&order=sideways")).toEqual({
      query: "",
      sort: "semver",
      order: "desc",
      ...unfiltered,
    });
    expect(readTagsView({ sort: ["size", "tag"], query: [] })).toEqual({
      query: "",
      sort: "size",
      order: "desc",
      ...unfiltered,
    });
  });

  it("reads the filters, and leaves out a kind that is none", () => {
    const view = read("?platform=linux/arm64&kind=index&problem=true&sameDigestAs=latest");
    expect(view).toMatchObject({ platform: "linux/arm64", kind: "index", problem: true, sameDigestAs: "latest" });
    expect(read("?kind=toString&problem=yes")).toMatchObject(unfiltered);
  });
});
