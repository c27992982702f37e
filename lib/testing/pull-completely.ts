import { createHash } from "node:crypto";

const accept = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
].join(", ");

type Named = { digest: string };
type Manifest = { manifests?: Named[]; config?: Named; layers?: Named[] };

const sha256 = (bytes: Uint8Array) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

async function read(url: string): Promise<Buffer> {
  const response = await fetch(url, { headers: { accept } });
  if (response.status !== 200) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}

/**
 * Pulls an image as a client does, with all its parts, and verifies every byte against its digest. Returns the digest
 * of its manifest. Throws if anything is missing or wrong. Uses none of our code, so that it can't share our mistakes.
 */
export async function pullCompletely(base: string, repository: string, reference: string): Promise<string> {
  const bytes = await read(`${base}/v2/${repository}/manifests/${reference}`);
  const digest = sha256(bytes);
  if (reference.startsWith("sha256:") && reference !== digest) throw new Error(`${reference} has other bytes`);
  const { manifests = [], config, layers = [] } = JSON.parse(String(bytes)) as Manifest;
  for (const child of manifests) await pullCompletely(base, repository, child.digest);
  for (const blob of config ? [config, ...layers] : layers) {
    const found = sha256(await read(`${base}/v2/${repository}/blobs/${blob.digest}`));
    if (found !== blob.digest) throw new Error(`${blob.digest} has other bytes`);
  }
  return digest;
}
