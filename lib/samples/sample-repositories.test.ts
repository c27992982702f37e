import { createHash, createPublicKey, verify } from "node:crypto";
import { expect, test } from "vitest";
import { mapHistory } from "@/lib/oci/history";
import { parseImageConfig } from "@/lib/oci/image-config";
import { parseManifest } from "@/lib/oci/manifest";
import { isImageConfigType } from "@/lib/oci/media-type";
import { sampleSigningKey } from "./internal/cosign-signature";
import { pushWaves, sampleBlobs } from "./internal/push-order";
import { sampleRepositories } from "./sample-repositories";

const samples = sampleRepositories();
const everyManifest = samples.flatMap((sample) =>
  pushWaves(sample).flatMap((wave) => wave.map((push) => push.manifest)),
);
const find = (repository: string) => samples.find((sample) => sample.repository === repository);

test("the digests are the same on every machine and in every run", () => {
  const digests = new Set(everyManifest.map((manifest) => manifest.digest));
  const summary = createHash("sha256")
    .update([...digests].sort().join("\n"))
    .digest("hex");
  expect(summary).toBe("cfbff9157ba7c7d778c2b39465530ba63b35ccf050cc90be32d140bffa9cc0be");
});

test("all of it is small", () => {
  const total = samples.flatMap(sampleBlobs).reduce((sum, blob) => sum + blob.bytes.length, 0);
  expect(total).toBeLessThan(8_000_000);
});

test("every manifest is one that the console reads", () => {
  for (const { bytes, mediaType } of everyManifest) expect(() => parseManifest(bytes, mediaType)).not.toThrow();
});

test("every image has a history that matches its layers", () => {
  const images = everyManifest.filter(({ blobs }) => isImageConfigType(blobs[0]?.mediaType ?? ""));
  const withHistory = images.filter(
    ({ blobs }) => blobs[0]?.bytes.includes("buildkit") || blobs[0]?.bytes.includes("nop"),
  );
  expect(withHistory.length).toBeGreaterThan(90);
  for (const { bytes, mediaType, blobs } of withHistory) {
    const manifest = parseManifest(bytes, mediaType);
    if (manifest.type !== "manifest" || !blobs[0]) throw new Error("an image has a config");
    expect(mapHistory(parseImageConfig(blobs[0].bytes).history, manifest.layers).matched).toBe(true);
  }
});

test("the service has forty versions, built in another order than that of the versions", () => {
  const tags = find("payments/api")?.tags.map(([tag]) => tag) ?? [];
  const versions = tags.filter((tag) => /^\d+\.\d+\.\d+/.test(tag));
  expect(versions).toHaveLength(40);
  expect(versions.indexOf("1.4.6")).toBeGreaterThan(versions.indexOf("2.6.0"));
});

test("latest, 2 and 2.10 are the newest release", () => {
  const digests = new Map(find("payments/api")?.tags.map(([tag, { digest }]) => [tag, digest]));
  for (const tag of ["latest", "2", "2.10"]) expect(digests.get(tag)).toBe(digests.get("2.10.0"));
});

test("services on the same base share its layer", () => {
  const digestsOf = (repository: string) => sampleBlobs(find(repository) ?? neverFound()).map((blob) => blob.digest);
  const [api, storefront] = [digestsOf("payments/api"), digestsOf("web/storefront")];
  const shared = digestsOf("base/debian").filter((digest) => api.includes(digest) && storefront.includes(digest));
  expect(shared).not.toEqual([]);
});

test("the cosign signature is one of the image it names", () => {
  const { tags } = find("web/storefront") ?? neverFound();
  const [tag, signature] = tags.find(([name]) => name.endsWith(".sig")) ?? neverFound();
  const image = tag.replace("sha256-", "sha256:").replace(".sig", "");
  expect(tags.some(([, manifest]) => manifest.digest === image)).toBe(true);
  const payload = signature.blobs[1]?.bytes ?? neverFound();
  expect(JSON.parse(payload.toString()).critical.image["docker-manifest-digest"]).toBe(image);
  const manifest = JSON.parse(signature.bytes.toString());
  const signed = Buffer.from(manifest.layers[0].annotations["dev.cosignproject.cosign/signature"], "base64");
  expect(verify(null, payload, createPublicKey(sampleSigningKey()), signed)).toBe(true);
});

function neverFound(): never {
  throw new Error("not among the samples");
}
