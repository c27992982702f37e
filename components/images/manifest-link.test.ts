import { describe, expect, it } from "vitest";
import type { Manifest } from "@/lib/contract/manifests";
import { manifestLink } from "./manifest-link";

const digest = `sha256:${"a".repeat(64)}`;
const image = { registry: "local", repository: "team/app", tag: "1.0", digest, kind: "image" } as Manifest;

describe("manifestLink", () => {
  it("leads from children and subjects to their pages", () => {
    const page = `/r/local/team/app/-/manifests/${digest}`;
    expect(manifestLink(image, digest, ["manifests", "digest"])).toBe(page);
    expect(manifestLink(image, digest, ["subject", "digest"])).toBe(page);
    expect(manifestLink(image, digest, ["manifests", "annotations", "vnd.docker.reference.digest"])).toBe(page);
  });

  it("leads from config and layers to the tab that shows them", () => {
    expect(manifestLink(image, digest, ["config", "digest"])).toBe("/r/local/team/app/-/tags/1.0?tab=config");
    expect(manifestLink(image, digest, ["layers", "digest"])).toBe("/r/local/team/app/-/tags/1.0?tab=layers");
    expect(manifestLink({ ...image, kind: "artifact" }, digest, ["layers", "digest"])).toContain("tab=files");
  });

  it("makes no link of a digest that an annotation happens to hold", () => {
    expect(manifestLink(image, digest, ["annotations", "org.opencontainers.image.base.digest"])).toBeNull();
  });
});
