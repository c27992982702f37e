import { describe, expect, it } from "vitest";
import type { Manifest } from "@/lib/contract/manifests";
import { chooseTab, imageTabs } from "./image-tabs";

const chart = { name: "app" } as Manifest["chart"];
const platforms: Manifest["platforms"] = [];

describe("imageTabs", () => {
  it("starts an image with its layers, a chart with what it says, an artifact with its files", () => {
    const tag = "1.0";
    expect(imageTabs({ kind: "image", chart: null, tag, platforms })[0]).toBe("layers");
    expect(imageTabs({ kind: "artifact", chart, tag, platforms })[0]).toBe("chart");
    expect(imageTabs({ kind: "artifact", chart: null, tag, platforms })[0]).toBe("files");
    expect(imageTabs({ kind: "unknown", chart: null, tag, platforms })[0]).toBe("manifest");
  });

  it("starts a build cache that is an index with the blobs that it lists", () => {
    const blobs = [{ kind: "blob" }] as Manifest["platforms"];
    expect(imageTabs({ kind: "index", chart: null, tag: "cache", platforms: blobs })[0]).toBe("files");
    expect(imageTabs({ kind: "index", chart: null, tag: "1.0", platforms })[0]).toBe("layers");
  });

  it("shows where a tag was, of a tag only", () => {
    expect(imageTabs({ kind: "image", chart: null, tag: "1.0", platforms })).toContain("history");
    expect(imageTabs({ kind: "image", chart: null, tag: null, platforms })).not.toContain("history");
  });

  it("falls back to the first tab where the URL names one that isn't there", () => {
    expect(chooseTab(["files", "manifest"], "config")).toBe("files");
    expect(chooseTab(["files", "manifest"], "manifest")).toBe("manifest");
  });
});
