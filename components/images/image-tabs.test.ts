import { describe, expect, it } from "vitest";
import type { Manifest } from "@/lib/contract/manifests";
import { chooseTab, imageTabs } from "./image-tabs";

const chart = { name: "app" } as Manifest["chart"];

describe("imageTabs", () => {
  it("starts an image with its layers, a chart with what it says, an artifact with its files", () => {
    expect(imageTabs({ kind: "image", chart: null })[0]).toBe("layers");
    expect(imageTabs({ kind: "artifact", chart })[0]).toBe("chart");
    expect(imageTabs({ kind: "artifact", chart: null })[0]).toBe("files");
    expect(imageTabs({ kind: "unknown", chart: null })[0]).toBe("manifest");
  });

  it("falls back to the first tab where the URL names one that isn't there", () => {
    expect(chooseTab(["files", "manifest"], "config")).toBe("files");
    expect(chooseTab(["files", "manifest"], "manifest")).toBe("manifest");
  });
});
