import { afterEach, describe, expect, test } from "vitest";
import { isAppError } from "@/lib/errors/app-error";
import { helmConfig } from "@/lib/oci/media-type";
import { anArtifact, anImage, anIndex, type FakeManifest } from "@/lib/testing/factories";
import { type FakeRegistry, startFakeRegistry } from "@/lib/testing/fake-registry";
import { admin, aRegistryConfig, openTestConsole } from "@/lib/testing/test-console";
import { getImage } from "./get-image";
import { listReferrers } from "./list-referrers";

const closers: (() => Promise<void>)[] = [];

async function open(): Promise<FakeRegistry> {
  const registry = await startFakeRegistry();
  closers.push(registry.close, await openTestConsole([aRegistryConfig(registry.url)]));
  return registry;
}

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const look = (reference: string, platform?: string) => getImage(admin, "local", "app", reference, { platform });

describe("an image", () => {
  test("shows its layers with the step that made each", async () => {
    const registry = await open();
    registry.push("app", "1.0", anImage({ layers: 2 }));
    const image = await look("1.0");
    expect(image.layers.map((layer) => layer.createdBy)).toEqual(["RUN step 0", "RUN step 1"]);
    expect(image.history.map((step) => step.layer)).toEqual(image.layers.map((layer) => layer.digest));
  });

  test("says what is missing when the config is gone, and still shows the layers", async () => {
    const registry = await open();
    const image = anImage({ layers: 2 });
    registry.push("app", "1.0", image);
    registry.store.repositories.get("app")?.blobs.delete(image.blobs[0]?.digest ?? "");
    const shown = await look("1.0");
    expect([shown.layers.length, shown.config, shown.problems.map((problem) => problem.type)]).toEqual([
      2,
      null,
      ["/problems/blob-not-found"],
    ]);
  });

  test("a tag that isn't there is not found", async () => {
    const registry = await open();
    registry.push("app", "1.0", anImage());
    expect(await look("2.0").catch((error) => isAppError(error) && error.code)).toBe("tag-not-found");
  });
});

describe("an index", () => {
  async function openIndex(): Promise<[FakeRegistry, FakeManifest, FakeManifest]> {
    const registry = await open();
    const [amd64, arm64] = [anImage({ layers: 1 }), anImage({ layers: 2 })];
    registry.push("app", "1.0", anIndex([amd64, arm64]));
    return [registry, amd64, arm64];
  }

  test("shows the first platform, or the one that is asked for", async () => {
    const [, amd64, arm64] = await openIndex();
    expect((await look("1.0")).selected).toEqual({ digest: amd64.digest, platform: "linux/amd64" });
    expect((await look("1.0", "linux/arm64")).selected?.digest).toBe(arm64.digest);
  });

  test("lists a child that is missing with its problem, and shows the others", async () => {
    const [registry, amd64, arm64] = await openIndex();
    await look("1.0");
    registry.store.repositories.get("app")?.manifests.delete(amd64.digest);
    const image = await look("1.0");
    expect(image.platforms.map((entry) => entry.problem?.type ?? null)).toEqual(["/problems/manifest-not-found", null]);
    expect(image.selected?.digest).toBe(arm64.digest);
  });
});

test("a Helm chart shows what its Chart.yaml says", async () => {
  const registry = await open();
  const config = Buffer.from(JSON.stringify({ name: "api", version: "1.9.2", description: "the api" }));
  registry.push("app", "chart", anArtifact({ configMediaType: helmConfig, config }));
  const chart = await look("chart");
  expect([chart.kind, chart.chart?.name, chart.problems]).toEqual(["artifact", "api", []]);
});

test("referrers of all three generations are found, each once", async () => {
  const registry = await open();
  const image = anImage();
  registry.push("app", "1.0", image);
  const hex = image.digest.replace(":", "-");
  const spdx = { mediaType: "text/spdx+json", bytes: Buffer.from("{}") };
  const signature = { mediaType: "application/vnd.dev.cosign.simplesigning.v1+json", bytes: Buffer.from("{}") };
  registry.push("app", `${hex}.sig`, anArtifact({ layers: [signature] }));
  const sbom = anArtifact({ artifactType: "application/spdx+json", layers: [spdx], subject: image });
  registry.push("app", hex, anIndex([{ manifest: sbom }]));
  const { items, problem } = await listReferrers(admin, "local", "app", image.digest);
  expect(problem).toBeNull();
  expect(items.map((item) => [item.group, item.source]).sort()).toEqual([
    ["sbom", "fallback-tag"],
    ["signature", "cosign-tag"],
  ]);
});
