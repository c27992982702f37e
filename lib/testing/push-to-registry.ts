import { createHash } from "node:crypto";
import { ociConfig, ociIndex, ociManifest } from "@/lib/oci/media-type";

// Sends its own requests to the registry, so that it can't share a mistake of the client under test.

type Descriptor = { mediaType: string; digest: string; size: number };
export type Pushed = Descriptor & { blobs: string[] };

const layerType = "application/vnd.oci.image.layer.v1.tar";
const digestOf = (bytes: Uint8Array) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

async function expectStatus(response: Response, status: number): Promise<Response> {
  if (response.status !== status) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
  return response;
}

export async function pushTestBlob(base: string, repository: string, content: string): Promise<Descriptor> {
  const bytes = Buffer.from(content);
  const started = await fetch(`${base}/v2/${repository}/blobs/uploads/`, { method: "POST" });
  const location = new URL((await expectStatus(started, 202)).headers.get("location") ?? "", base);
  location.searchParams.set("digest", digestOf(bytes));
  await expectStatus(await fetch(location, { method: "PUT", body: bytes }), 201);
  return { mediaType: layerType, digest: digestOf(bytes), size: bytes.length };
}

export async function putTestManifest(
  base: string,
  repository: string,
  tag: string | null,
  manifest: { mediaType: string } & Record<string, unknown>,
): Promise<Descriptor> {
  const bytes = Buffer.from(JSON.stringify(manifest));
  const digest = digestOf(bytes);
  const response = await fetch(`${base}/v2/${repository}/manifests/${tag ?? digest}`, {
    method: "PUT",
    headers: { "content-type": manifest.mediaType },
    body: bytes,
  });
  await expectStatus(response, 201);
  return { mediaType: manifest.mediaType, digest, size: bytes.length };
}

/** Pushes an image with one layer per text; with a tag of null, by digest only. */
export async function pushTestImage(
  base: string,
  repository: string,
  tag: string | null,
  layers: string[],
  extra: Record<string, unknown> = {},
): Promise<Pushed> {
  const blob = await pushTestBlob(base, repository, JSON.stringify({ os: "linux", architecture: "amd64", layers }));
  const config = { ...blob, mediaType: ociConfig };
  const pushed = await Promise.all(layers.map((layer) => pushTestBlob(base, repository, layer)));
  const manifest = { schemaVersion: 2, mediaType: ociManifest, config, layers: pushed, ...extra };
  const descriptor = await putTestManifest(base, repository, tag, manifest);
  return { ...descriptor, blobs: [config.digest, ...pushed.map(({ digest }) => digest)] };
}

/** Pushes an image index of the given manifests. */
export function pushTestIndex(base: string, repository: string, tag: string | null, children: Descriptor[]) {
  const manifests = children.map(({ mediaType, digest, size }) => ({ mediaType, digest, size }));
  return putTestManifest(base, repository, tag, { schemaVersion: 2, mediaType: ociIndex, manifests });
}

export async function deleteTestManifest(base: string, repository: string, digest: string): Promise<void> {
  await expectStatus(await fetch(`${base}/v2/${repository}/manifests/${digest}`, { method: "DELETE" }), 202);
}
