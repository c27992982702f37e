import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isDigest, splitDigest } from "@/lib/oci/digest";
import { bareMediaType, manifestAccept } from "@/lib/oci/media-type";
import { isRegistryNotFound, responseError } from "./check-response";
import type { RegistryConnection } from "./connection";
import { findManifest } from "./find-manifest";
import { refuseSchema1 } from "./internal/check-manifest";
import { manifestPath } from "./internal/registry-path";
import { pullScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";

export type FoundDigest = {
  digest: string;
  /** Null where the answer didn't say: it is unchanged, and sent no headers. */
  mediaType: string | null;
  /** It is still `knownDigest`. */
  unchanged: boolean;
};

/**
 * What a reference points at now, without reading it; null where the registry says that there is no such manifest.
 * With `knownDigest` an unchanged tag costs the registry almost nothing, and counts as no pull (If-None-Match).
 * Throws `manifest-unsupported` for schema 1, `digest-mismatch`, or the AppError of the failure.
 */
export async function findManifestDigest(
  connection: RegistryConnection,
  repository: string,
  reference: string,
  { knownDigest, signal }: { knownDigest?: string; signal?: AbortSignal | undefined } = {},
): Promise<FoundDigest | null> {
  const { config } = connection;
  const asked = { action: "read", kind: "manifest", repository, reference } as const;
  const condition = knownDigest !== undefined && isDigest(knownDigest) ? `"${knownDigest}"` : null;
  const answer = await sendRequest(connection, {
    asked,
    method: "HEAD",
    path: manifestPath(repository, reference),
    scope: pullScope(repository),
    headers: { accept: manifestAccept, ...(condition !== null && { "if-none-match": condition }) },
    maxBytes: 0,
    answers: condition === null ? [200, 404, 405] : [200, 304, 404, 405],
    signal,
  });
  if (answer.status === 304 && knownDigest !== undefined) {
    return { digest: knownDigest, mediaType: null, unchanged: true };
  }
  if (answer.status === 404) {
    if (isRegistryNotFound(answer)) return null;
    throw responseError(config, asked, answer);
  }
  const digest = answer.headers.get("docker-content-digest") ?? "";
  const mediaType = bareMediaType(answer.headers.get("content-type") ?? "");
  refuseSchema1(mediaType, config.title);
  if (answer.status === 405 || !isDigest(digest)) {
    const found = await findManifest(connection, repository, reference, { signal });
    return found && { digest: found.digest, mediaType: found.mediaType, unchanged: found.digest === knownDigest };
  }
  if (isDigest(reference) && contradicts(digest, reference)) {
    throw new AppError("digest-mismatch", `${config.title} answers for another digest than the one it was asked for.`);
  }
  return { digest, mediaType, unchanged: digest === knownDigest };
}

/** CNCF Distribution keeps what was pushed under a sha512 digest as sha256: that is no contradiction. */
function contradicts(digest: string, asked: string): boolean {
  return digest !== asked && splitDigest(digest).algorithm === splitDigest(asked).algorithm;
}
