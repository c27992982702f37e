import { createHash } from "node:crypto";
import { isDigest } from "@/lib/oci/digest";
import * as mediaTypes from "@/lib/oci/media-type";
import { type FakeAnswer, registryError } from "./exchange";
import { type Fake, ownUrl, type RouteMatch } from "./fake";

const wrongDigest = `sha256:${"f".repeat(64)}`;

export function answerManifest({ fake, request, repository, reference }: RouteMatch): FakeAnswer {
  const { family, options, store } = fake;
  const accept = request.headers.accept ?? "";
  const found = store.find(repository, reference);
  const condition = request.headers["if-none-match"];
  // CNCF Distribution compares before it looks, even for a digest that doesn't exist.
  if (isDigest(reference) && condition === `"${reference}"`) return { status: 304 };
  if (!found) return registryError(404, "MANIFEST_UNKNOWN", { Tag: reference });
  if (condition === found.digest || condition === `"${found.digest}"`) return { status: 304 };
  const hidden = found.mediaType === mediaTypes.ociManifest || found.mediaType === mediaTypes.ociIndex;
  if (family.strictAccept && hidden && !accept.includes(found.mediaType)) {
    return registryError(404, "MANIFEST_UNKNOWN");
  }
  const digest = { right: found.digest, wrong: wrongDigest, missing: undefined }[options.digestHeader ?? "right"];
  return {
    status: 200,
    headers: { "content-type": found.mediaType, "docker-content-digest": digest, etag: digest && `"${digest}"` },
    body: found.bytes,
  };
}

export function putManifest({ fake, request, repository, reference }: RouteMatch): FakeAnswer {
  if (request.body.length > 4 * 1024 * 1024)
    return registryError(400, "MANIFEST_INVALID", "http: request body too large");
  const mediaType = request.headers["content-type"] ?? "";
  const parsed = parseManifest(request.body);
  if (parsed === null || (parsed.mediaType !== undefined && parsed.mediaType !== mediaType)) {
    return registryError(400, "MANIFEST_INVALID");
  }
  if (!mediaTypes.isIndexType(mediaType) && !mediaTypes.isManifestType(mediaType)) {
    return registryError(400, "MANIFEST_INVALID");
  }
  if (fake.options.pullThrough) return registryError(405, "UNSUPPORTED");
  const missing = missingParts(fake, repository, parsed);
  if (missing.length > 0) {
    const errors = missing.map((detail) => ({ code: "MANIFEST_BLOB_UNKNOWN", message: "blob unknown", detail }));
    return { status: 400, headers: { "content-type": "application/json" }, body: JSON.stringify({ errors }) };
  }
  const digest = `sha256:${createHash("sha256").update(request.body).digest("hex")}`;
  if (reference.startsWith("sha256:") && reference !== digest) return registryError(400, "DIGEST_INVALID");
  const stored = fake.store.repository(repository);
  stored.manifests.set(digest, { bytes: request.body, mediaType });
  if (!isDigest(reference)) stored.tags.set(reference, digest);
  const subject = parsed.subject as { digest?: string } | undefined;
  return {
    status: 201,
    headers: {
      location: ownUrl(fake, `/v2/${repository}/manifests/${digest}`),
      "docker-content-digest": digest,
      ...(fake.family.referrers !== "none" && subject && { "oci-subject": subject.digest }),
    },
  };
}

type Loose = {
  mediaType?: string;
  config?: { digest: string };
  layers?: { digest: string }[];
  manifests?: { digest: string }[];
  subject?: unknown;
};

function parseManifest(bytes: Buffer): Loose | null {
  try {
    const parsed: unknown = JSON.parse(bytes.toString());
    return typeof parsed === "object" && parsed !== null ? (parsed as Loose) : null;
  } catch {
    return null;
  }
}

function missingParts(fake: Fake, repository: string, manifest: Loose): string[] {
  const stored = fake.store.repositories.get(repository);
  const blobs = [manifest.config, ...(manifest.layers ?? [])].flatMap((part) => (part ? [part.digest] : []));
  const children = (manifest.manifests ?? []).map((child) => child.digest);
  return [
    ...blobs.filter((digest) => !stored?.blobs.has(digest)),
    ...children.filter((digest) => !stored?.manifests.has(digest) && !stored?.blobs.has(digest)),
  ];
}
