import { describe, expect, it } from "vitest";
import { helmConfig } from "@/lib/oci/media-type";
import { type PullTarget, pullCommand, pullToolsFor } from "./pull-command";

const digest = `sha256:${"a".repeat(64)}`;
const image: PullTarget = {
  pullHost: "registry.example:5000",
  plainHttp: false,
  repository: "team/app",
  tag: "1.4.2",
  digest,
  kind: "image",
  artifactType: null,
  platform: null,
};
const chart: PullTarget = { ...image, kind: "artifact", artifactType: helmConfig, repository: "charts/app" };

describe("pullToolsFor", () => {
  it("offers container tools for images, helm and oras for charts, oras for other artifacts", () => {
    expect(pullToolsFor(image)).toEqual(["docker", "podman", "nerdctl", "skopeo", "crane"]);
    expect(pullToolsFor(chart)).toEqual(["helm", "oras"]);
    expect(pullToolsFor({ kind: "artifact", artifactType: "application/spdx+json" })).toEqual(["oras"]);
  });
});

describe("pullCommand", () => {
  it("pulls by tag with each tool", () => {
    expect(pullToolsFor(image).map((tool) => pullCommand(tool, image, "tag"))).toEqual([
      "docker pull registry.example:5000/team/app:1.4.2",
      "podman pull registry.example:5000/team/app:1.4.2",
      "nerdctl pull registry.example:5000/team/app:1.4.2",
      "skopeo copy docker://registry.example:5000/team/app:1.4.2 oci:app:1.4.2",
      "crane pull registry.example:5000/team/app:1.4.2 app.tar",
    ]);
    expect(pullCommand("oras", chart, "tag")).toBe("oras pull registry.example:5000/charts/app:1.4.2");
  });

  it.each([
    ["application/vnd.buildkit.cacheconfig.v0", "docker buildx build --cache-from type=registry,ref=REF ."],
    ["application/vnd.docker.plugin.v1+json", "docker plugin install REF"],
    ["application/vnd.cnab.manifest.v1", "porter install app --reference REF"],
    ["application/vnd.sylabs.sif.config.v1+json", "apptainer pull app.sif oras://REF"],
    ["application/vnd.ollama.image.model", "ollama pull REF"],
    ["application/vnd.docker.ai.model.config.v0.1+json", "docker model pull REF"],
    ["application/vnd.kitops.modelkit.config.v1+json", "kit pull REF"],
    ["application/vnd.cncf.flux.config.v1+json", "flux pull artifact oci://REF --output ."],
    ["application/vnd.wasm.config.v0+json", "wkg oci pull REF --output app.wasm"],
    ["application/vnd.example", "oras pull REF"],
  ])("pulls what is of type %s as its own tool does", (artifactType, command) => {
    const target: PullTarget = { ...image, kind: "artifact", artifactType };
    const [tool = "oras"] = pullToolsFor(target);
    expect(pullCommand(tool, target, "tag")).toBe(command.replace("REF", "registry.example:5000/team/app:1.4.2"));
  });

  it("offers no container tool for what only calls itself an image", () => {
    const signature = { kind: "image", artifactType: "application/vnd.dev.cosign.simplesigning.v1+json" } as const;
    expect(pullToolsFor(signature)).toEqual(["oras"]);
  });

  it("has a build cache that is an index used by a build, and a module that is an image pulled as one", () => {
    const cache = { kind: "index", artifactType: "application/vnd.buildkit.cacheconfig.v0" } as const;
    expect(pullToolsFor(cache)[0]).toBe("docker buildx");
    const wasm = { kind: "image", artifactType: "application/vnd.wasm.content.layer.v1+wasm" } as const;
    expect(pullToolsFor(wasm)[0]).toBe("docker");
  });

  it("pulls by digest", () => {
    expect(pullCommand("docker", image, "digest")).toBe(`docker pull registry.example:5000/team/app@${digest}`);
    expect(pullCommand("helm", chart, "digest")).toBe(`helm pull oci://registry.example:5000/charts/app@${digest}`);
  });

  it("falls back to what the target has", () => {
    expect(pullCommand("docker", { ...image, tag: null }, "tag")).toContain(`@${digest}`);
    expect(pullCommand("docker", { ...image, digest: null }, "digest")).toContain(":1.4.2");
  });

  it("names the platform in each tool's words", () => {
    const arm = { ...image, platform: "linux/arm/v7" };
    expect(pullCommand("docker", arm, "tag")).toBe(
      "docker pull --platform=linux/arm/v7 registry.example:5000/team/app:1.4.2",
    );
    expect(pullCommand("skopeo", arm, "tag")).toBe(
      "skopeo --override-os=linux --override-arch=arm --override-variant=v7 copy docker://registry.example:5000/team/app:1.4.2 oci:app:1.4.2",
    );
    expect(pullCommand("crane", arm, "tag")).toContain("--platform=linux/arm/v7");
  });

  it("tells tools that expect TLS of a plain HTTP registry", () => {
    const plain = { ...image, plainHttp: true };
    expect(pullCommand("skopeo", plain, "tag")).toContain("--src-tls-verify=false");
    expect(pullCommand("podman", plain, "tag")).toContain("--tls-verify=false");
    expect(pullCommand("crane", plain, "tag")).toContain("--insecure");
    expect(pullCommand("docker", plain, "tag")).toBe("docker pull registry.example:5000/team/app:1.4.2");
    expect(pullCommand("helm", { ...chart, plainHttp: true }, "tag")).toContain("--plain-http");
  });

  it("gives helm the chart's version, with the plus that a tag can't hold", () => {
    expect(pullCommand("helm", { ...chart, tag: "1.9.2_build.5" }, "tag")).toBe(
      "helm pull oci://registry.example:5000/charts/app --version 1.9.2+build.5",
    );
    expect(pullCommand("helm", { ...chart, tag: "stable" }, "tag")).toBe(
      "helm pull oci://registry.example:5000/charts/app:stable",
    );
  });

  it("quotes a hostile platform instead of running it", () => {
    expect(pullCommand("docker", { ...image, platform: "linux/$(reboot)'" }, "tag")).toBe(
      "docker pull '--platform=linux/$(reboot)'\\''' registry.example:5000/team/app:1.4.2",
    );
  });
});
