import { createHash } from "node:crypto";
import { Agent, request } from "undici";

const atOnce = 8;
const ociManifest = "application/vnd.oci.image.manifest.v1+json";
const ociIndex = "application/vnd.oci.image.index.v1+json";
const digestOf = (bytes: Buffer) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

async function inParallel(count: number, work: (at: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < count; at = next++) await work(at);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function send(agent: Agent, method: "PUT" | "POST" | "DELETE", url: string, body?: Buffer, type = "") {
  const headers = body ? { "content-type": type || "application/octet-stream" } : {};
  const answer = await request(url, { dispatcher: agent, method, headers, body: body ?? null });
  await answer.body.dump();
  if (answer.statusCode >= 300) throw new Error(`${method} ${url} answered ${answer.statusCode}`);
  return answer.headers;
}

async function withAgent<T>(work: (agent: Agent) => Promise<T>): Promise<T> {
  const agent = new Agent({ connections: atOnce });
  try {
    return await work(agent);
  } finally {
    await agent.destroy();
  }
}

/** Pushes tags `t0`, `t1`, …, each on an image of its own; they share their config. */
export function pushTags(registryUrl: string, repository: string, count: number): Promise<void> {
  return withAgent(async (agent) => {
    const config = Buffer.from('{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}');
    const digest = digestOf(config);
    const { location } = await send(agent, "POST", `${registryUrl}/v2/${repository}/blobs/uploads/`);
    const upload = new URL(String(location), registryUrl);
    upload.searchParams.set("digest", digest);
    await send(agent, "PUT", upload.href, config);
    const mediaType = "application/vnd.oci.image.config.v1+json";
    await inParallel(count, (at) => {
      const manifest = {
        schemaVersion: 2,
        mediaType: ociManifest,
        layers: [],
        annotations: { at: `${at}` },
        config: { mediaType, digest, size: config.length },
      };
      const url = `${registryUrl}/v2/${repository}/manifests/t${at}`;
      return send(agent, "PUT", url, Buffer.from(JSON.stringify(manifest)), ociManifest);
    });
  });
}

/**
 * Deletes the tags with the fewest steps that delete only one tag on any registry: a placeholder on the tag, deleted by
 * its digest. One after the other: a registry of version 2.8 answers 500 if a tag is deleted while it reads all tags
 * for another delete.
 */
export function deleteOneByOne(registryUrl: string, repository: string, count: number): Promise<void> {
  return withAgent(async (agent) => {
    for (let at = 0; at < count; at++) {
      const body = { schemaVersion: 2, mediaType: ociIndex, manifests: [], annotations: { at: `${at}` } };
      const placeholder = Buffer.from(JSON.stringify(body));
      const manifests = `${registryUrl}/v2/${repository}/manifests`;
      await send(agent, "PUT", `${manifests}/t${at}`, placeholder, ociIndex);
      await send(agent, "DELETE", `${manifests}/${digestOf(placeholder)}`);
    }
  });
}
