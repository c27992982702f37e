import { describe, expect, it } from "vitest";
import { parseTagsView, sortedBy, tagsViewSearch } from "./tags-view";

const read = (search: string) => parseTagsView(new URLSearchParams(search));

describe("the view in the URL", () => {
  it("is the newest version first without a search part", () => {
    expect(read("")).toEqual({ query: "", sort: "semver", order: "desc" });
    expect(tagsViewSearch(read(""))).toBe("");
  });

  it("comes back from the URL it was written to", () => {
    const view = { query: "1.4 & more", sort: "size", order: "asc" } as const;
    expect(read(tagsViewSearch(view))).toEqual(view);
  });

  it("ignores what it doesn't understand", () => {
    expect(read("?sort=constructor&order=sideways")).toEqual({ query: "", sort: "semver", order: "desc" });
  });
});

describe("sortedBy", () => {
  it("starts each column in its own order and turns it at the second click", () => {
    const byName = sortedBy(read(""), "tag");
    expect(byName.order).toBe("asc");
    expect(sortedBy(byName, "tag").order).toBe("desc");
  });
});
