import { describe, expect, test } from "vitest";
import * as mediaTypes from "@/lib/oci/media-type";
import { anArtifact, anImage, anIndex } from "@/lib/testing/factories";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import { faultAt, htmlPage } from "@/lib/testing/fake-registry/faults";
import { findReferrers } from "./find-referrers";

const sbomType = "application/spdx+json";
const image = anImage();
const sbom = anArtifact({ artifactType: sbomType, subject: image, annotations: { note: "sbom" } });
const signature = anArtifact({ artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json", subject: image });
const fallback = `sha256-${image.digest.slice(7)}`;

test.each(["zot", "harbor", "quay"] as const)("%s is asked by its API", async (family) => {
  const { registry, connection } = await connectToFake({ family });
  for (const manifest of [image, sbom, signature]) registry.push("app", null, manifest);
  const found = await findReferrers(connection, "app", image.digest);
  expect(found).toMatchObject({ source: "api", refused: 0, truncated: false });
  expect(found.descriptors.map(({ digest }) => digest)).toEqual([sbom.digest, signature.digest]);
  expect(found.descriptors[0]).toMatchObject({ artifactType: sbomType, annotations: { note: "sbom" } });
});

test("a registry without the API is asked by the fallback tag, and not for the API again", async () => {
  const { registry, connection } = await connectToFake({ family: "distribution-3.1" });
  registry.push("app", "v1", image);
  registry.push("app", fallback, anIndex([{ manifest: sbom }, { manifest: signature }]));
  for (let time = 0; time < 2; time++) {
    const found = await findReferrers(connection, "app", image.digest);
    expect(found.source).toBe("fallback-tag");
    expect(found.descriptors.map(({ digest }) => digest)).toEqual([sbom.digest, signature.digest]);
  }
  expect(registry.countRequests("GET /v2/app/referrers/")).toBe(1);
});

test("nothing refers to it: an empty list", async () => {
  for (const family of ["distribution-2.8", "zot"] as const) {
    const { registry, connection } = await connectToFake({ family });
    registry.push("app", "v1", image);
    expect((await findReferrers(connection, "app", image.digest)).descriptors).toEqual([]);
  }
});

test("a filter holds even where the registry ignores it", async () => {
  const { registry, connection } = await connectToFake({ family: "distribution-3.1" });
  registry.push("app", fallback, anIndex([{ manifest: sbom }, { manifest: signature }]));
  const found = await findReferrers(connection, "app", image.digest, { artifactType: sbomType });
  expect(found.descriptors.map(({ digest }) => digest)).toEqual([sbom.digest]);
});

test("pages are followed, and entries that are no descriptors are left out and counted", async () => {
  const entry = (digest: string) => ({ mediaType: mediaTypes.ociManifest, digest, size: 1 });
  const { registry, connection } = await connectToFake({ family: "zot" });
  registry.options.intercept = ({ url }) => {
    const first = !url.includes("page=2");
    const manifests = first ? [entry(sbom.digest), { digest: "sha256:zz" }, 7] : [entry(signature.digest)];
    const link = first ? `<${url}?page=2>; rel="next"` : undefined;
    return { headers: { "content-type": mediaTypes.ociIndex, link }, body: JSON.stringify({ manifests }) };
  };
  const found = await findReferrers(connection, "app", image.digest);
  expect(found.descriptors.map(({ digest }) => digest)).toEqual([sbom.digest, signature.digest]);
  expect(found.refused).toBe(2);
});

describe("a failure is an error, never an empty list", () => {
  test.each([
    ["of the server", { status: 500 }, "registry-failed"],
    ["of rights", { status: 403 }, "registry-denied"],
    ["a web page", htmlPage, "registry-bad-response"],
  ])("%s", async (_, answer, code) => {
    const { connection } = await connectToFake({ intercept: faultAt("GET /v2/app/referrers/", answer) });
    await expect(findReferrers(connection, "app", image.digest)).rejects.toMatchObject({ code });
  });
});

test("a fallback tag that is no index lists nothing", async () => {
  const { registry, connection } = await connectToFake({ family: "distribution-2.8" });
  registry.push("app", fallback, anImage());
  expect((await findReferrers(connection, "app", image.digest)).descriptors).toEqual([]);
});
