import { describe, expect, it } from "vitest";
import type { Manifest } from "@/lib/contract/manifests";
import { chooseTab, imageTabs } from "./image-tabs";

const chart = { name: "app" } as Manifest["chart"];

describe("imageTabs", () => {
  it("starts an image with its layers, a chart with what it says, an artifact with its files", () => {
    const tag = "1.0";
    expect(imageTabs({ kind: "image", chart: null, tag })[0]).toBe("layers");
    expect(imageTabs({ kind: "artifact", chart, tag })[0]).toBe("chart");
    expect(imageTabs({ kind: "artifact", chart: null, tag })[0]).toBe("files");
    expect(imageTabs({ kind: "unknown", chart: null, tag })[0]).toBe("manifest");
  });

  it("shows where a tag was, of a tag only", () => {
    expect(imageTabs({ kind: "image", chart: null, tag: "1.0" })).toContain("history");
    expect(imageTabs({ kind: "image", chart: null, tag: null })).not.toContain("history");
  });

  it("falls back to the first tab where the URL names one that isn't there", () => {
    expect(chooseTab(["files", "manifest"], "config")).toBe("files");
    expect(chooseTab(["files", "manifest"], "manifest")).toBe("manifest");
  });
});
