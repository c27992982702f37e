import "server-only";
import { isDigest } from "@/lib/oci/digest";
import { manifestAccept } from "@/lib/oci/media-type";
import { isRegistryNotFound, responseError } from "./check-response";
import type { RegistryConnection } from "./connection";
import { checkManifest } from "./internal/check-manifest";
import { manifestPath } from "./internal/registry-path";
import { pullScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";
import { taggedDigest } from "./internal/tagged-digest";
import { verifyDigest } from "./internal/verify-digest";
import { bodyLimits } from "./limits";

export type FoundManifest = {
  digest: string;
  /** Of the header, or of the body where the header says nothing. */
  mediaType: string;
  /** Exactly as the registry holds them. */
  bytes: Buffer;
};

/**
 * A manifest by tag or digest, its digest verified; null where the registry says that there is none.
 * Throws `digest-mismatch`, `manifest-too-large`, `manifest-unsupported` (schema 1), `registry-bad-response` (not a
 * manifest), `invalid-request` (neither tag nor digest), or the AppError of the failure.
 */
export async function findManifest(
  connection: RegistryConnection,
  repository: string,
  reference: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<FoundManifest | null> {
  const { config } = connection;
  const asked = { action: "read", kind: "manifest", repository, reference } as const;
  const answer = await sendRequest(connection, {
    asked,
    method: "GET",
    path: manifestPath(repository, reference),
    scope: pullScope(repository),
    headers: { accept: manifestAccept },
    maxBytes: bodyLimits.manifestBytes,
    tooLarge: "manifest-too-large",
    answers: [200, 404],
    signal,
  });
  if (answer.status === 404) {
    if (isRegistryNotFound(answer)) return null;
    throw responseError(config, asked, answer);
  }
  const mediaType = checkManifest(answer.body, answer.headers.get("content-type") ?? "", config.title);
  if (!isDigest(reference)) {
    const digest = taggedDigest(answer.body, answer.headers.get("docker-content-digest"), config.title);
    return { digest, mediaType, bytes: answer.body };
  }
  verifyDigest(answer.body, reference, config.title);
  return { digest: reference, mediaType, bytes: answer.body };
}
