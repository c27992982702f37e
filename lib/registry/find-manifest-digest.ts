import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isDigest, splitDigest } from "@/lib/oci/digest";
import { bareMediaType, manifestAccept } from "@/lib/oci/media-type";
import type { RegistryConnection } from "./connection";
import { findManifest } from "./find-manifest";
import { refuseSchema1 } from "./internal/check-manifest";
import { manifestPath } from "./internal/registry-path";
import { pullScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";

export type FoundDigest = {
  digest: string;
  /** Null if the manifest is unchanged: a 304 doesn't name it. */
  mediaType: string | null;
  /** True if the digest is still `knownDigest`. */
  unchanged: boolean;
};

/**
 * Returns the digest that a reference points at now, without reading the manifest if HEAD reports it. HEAD is only a
 * hint: if it finds nothing or is not allowed, a GET follows, and null means that the registry answered the GET with
 * its own 404. With `knownDigest` an unchanged tag costs the registry almost nothing, and counts as no pull
 * (If-None-Match). Throws `manifest-unsupported` for schema 1, `digest-mismatch`, or the AppError of the failure.
 */
export async function findManifestDigest(
  connection: RegistryConnection,
  repository: string,
  reference: string,
  { knownDigest, signal }: { knownDigest?: string; signal?: AbortSignal | undefined } = {},
): Promise<FoundDigest | null> {
  const { config } = connection;
  const condition = knownDigest !== undefined && isDigest(knownDigest) ? `"${knownDigest}"` : null;
  const answer = await sendRequest(connection, {
    asked: { action: "read", kind: "manifest", repository, reference },
    method: "HEAD",
    path: manifestPath(repository, reference),
    scope: pullScope(repository),
    headers: { accept: manifestAccept, ...(condition !== null && { "if-none-match": condition }) },
    maxBytes: 0,
    answers: [200, ...(condition === null ? [] : [304]), 400, 403, 404, 405, 501],
    signal,
  });
  if (answer.status === 304 && knownDigest !== undefined) {
    return { digest: knownDigest, mediaType: null, unchanged: true };
  }
  const digest = answer.headers.get("docker-content-digest") ?? "";
  const mediaType = bareMediaType(answer.headers.get("content-type") ?? "");
  if (answer.status === 200) refuseSchema1(mediaType, config.title);
  if (answer.status !== 200 || !isDigest(digest)) {
    const found = await findManifest(connection, repository, reference, { fresh: true, signal });
    return found && { digest: found.digest, mediaType: found.mediaType, unchanged: found.digest === knownDigest };
  }
  if (isDigest(reference) && contradicts(digest, reference)) {
    throw new AppError("digest-mismatch", `${config.title} returned another digest than requested.`);
  }
  return { digest, mediaType, unchanged: digest === knownDigest };
}

/** CNCF Distribution stores a manifest that was pushed under a sha512 digest as sha256, which is no contradiction. */
function contradicts(digest: string, asked: string): boolean {
  return digest !== asked && splitDigest(digest).algorithm === splitDigest(asked).algorithm;
}
