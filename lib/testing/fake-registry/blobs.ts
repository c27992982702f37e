import { createHash, randomUUID } from "node:crypto";
import { isDigest } from "@/lib/oci/digest";
import { type FakeAnswer, registryError } from "./exchange";
import { ownUrl, type RouteMatch } from "./fake";

export function answerBlob({ fake, repository, reference }: RouteMatch): FakeAnswer {
  if (!isDigest(reference)) return registryError(400, "DIGEST_INVALID");
  const bytes = fake.store.repositories.get(repository)?.blobs.get(reference);
  if (!bytes) return registryError(404, "BLOB_UNKNOWN", reference);
  const location = fake.options.redirectBlobs?.(repository, reference);
  if (location !== undefined) return { status: 307, headers: { location } };
  const headers = { "content-type": "application/octet-stream", "docker-content-digest": reference };
  return { status: 200, headers, body: bytes };
}

export function deleteBlob({ fake, repository, reference }: RouteMatch): FakeAnswer {
  if (fake.options.pullThrough || fake.options.deletes === false) return registryError(405, "UNSUPPORTED");
  const removed = fake.store.repositories.get(repository)?.blobs.delete(reference);
  return removed ? { status: 202 } : registryError(404, "BLOB_UNKNOWN", reference);
}

/** POST starts an upload; only the session URL, with its `_state`, can finish it. */
export function startUpload({ fake, repository }: RouteMatch): FakeAnswer {
  if (fake.options.pullThrough) return registryError(405, "UNSUPPORTED");
  const id = randomUUID();
  fake.uploads.set(id, { repository, bytes: Buffer.alloc(0) });
  return { status: 202, headers: { location: uploadUrl({ fake, repository }, id), range: "0-0" } };
}

function uploadUrl({ fake, repository }: Pick<RouteMatch, "fake" | "repository">, id: string): string {
  const prefix = fake.options.publicOrigin === undefined ? (fake.options.prefix ?? "") : "";
  return ownUrl(fake, `${prefix}/v2/${repository}/blobs/uploads/${id}?_state=${stateOf(id)}`);
}

const stateOf = (id: string) => createHash("sha256").update(`state ${id}`).digest("base64url");

export function continueUpload({ fake, request, repository, reference }: RouteMatch): FakeAnswer {
  const upload = fake.uploads.get(reference);
  if (upload?.repository !== repository || request.query.get("_state") !== stateOf(reference)) {
    return registryError(404, "BLOB_UPLOAD_UNKNOWN");
  }
  if (request.method === "DELETE") {
    fake.uploads.delete(reference);
    return { status: 204 };
  }
  const bytes = Buffer.concat([upload.bytes, request.body]);
  if (request.method === "PATCH") {
    fake.uploads.set(reference, { repository, bytes });
    return { status: 202, headers: { location: uploadUrl({ fake, repository }, reference) } };
  }
  const digest = request.query.get("digest") ?? "";
  const actual = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  if (digest !== actual) return registryError(400, "DIGEST_INVALID");
  fake.uploads.delete(reference);
  fake.store.repository(repository).blobs.set(digest, bytes);
  const location = ownUrl(fake, `/v2/${repository}/blobs/${digest}`);
  return { status: 201, headers: { location, "docker-content-digest": digest } };
}
