import "server-only";
import { isDigest } from "@/lib/oci/digest";
import { bareMediaType, manifestAccept } from "@/lib/oci/media-type";
import { isAbsence } from "./absence";
import { responseError } from "./check-response";
import type { RegistryConnection } from "./connection";
import { guessMediaType, htmlManifest } from "./internal/check-manifest";
import { manifestPath } from "./internal/registry-path";
import { pullScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";
import { taggedBody } from "./internal/tagged-body";
import { verifiedBody } from "./internal/verify-digest";
import { bodyLimits } from "./limits";

export type RawManifest = {
  digest: string;
  /** From the header, without parameters; empty if there is none. */
  mediaType: string;
  /** Returns the media type to push it with again: from the header, or from the body if the header says too little. */
  guessMediaType(): string;
  /** Exactly as the registry holds them. */
  bytes: Buffer;
};

export type Look = {
  /** Sends a new request instead of sharing one that is under way. */
  fresh?: boolean;
  signal?: AbortSignal | undefined;
};

/**
 * Returns what a tag or digest names, with only its digest verified: any content that has a digest and bytes. Returns
 * null if the registry says that it does not exist. Throws `digest-mismatch`, `manifest-too-large`,
 * `registry-bad-response` for a web page, `invalid-request` (neither tag nor digest), or the AppError of the failure.
 */
export async function findRawManifest(
  connection: RegistryConnection,
  repository: string,
  reference: string,
  { fresh = false, signal }: Look = {},
): Promise<RawManifest | null> {
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
    fresh,
    signal,
  });
  if (answer.status === 404) {
    if (isAbsence(answer)) return null;
    throw responseError(config, asked, answer);
  }
  const mediaType = bareMediaType(answer.headers.get("content-type") ?? "");
  if (/html/.test(mediaType)) throw htmlManifest(config.title);
  const named = isDigest(reference)
    ? { digest: reference, bytes: verifiedBody(answer, reference, config.title) }
    : taggedBody(answer, config.title);
  return { ...named, mediaType, guessMediaType: () => guessMediaType(named.bytes, mediaType) };
}
