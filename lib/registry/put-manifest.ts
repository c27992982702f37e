import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isDigest, splitDigest } from "@/lib/oci/digest";
import type { RegistryConnection } from "./connection";
import { manifestPath } from "./internal/registry-path";
import { pushScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";
import { computeDigest } from "./internal/verify-digest";
import { bodyLimits } from "./limits";

/**
 * Stores exactly these bytes as a manifest, under a tag or its digest. Sends the request once, never again. Throws
 * `manifest-too-large`, `digest-mismatch` if the registry stored something else, `registry-failed` with
 * `context.missing` if blobs or child manifests are missing, or the AppError of the failure.
 */
export async function putManifest(
  connection: RegistryConnection,
  repository: string,
  reference: string,
  { mediaType, bytes }: { mediaType: string; bytes: Uint8Array },
  { beforeSending }: { beforeSending?: () => void } = {},
): Promise<{ digest: string }> {
  const { title } = connection.config;
  if (bytes.length > bodyLimits.manifestBytes) {
    throw new AppError("manifest-too-large", "A manifest of more than 4 MiB is refused by every registry.");
  }
  const digest = computeDigest(bytes, isDigest(reference) ? splitDigest(reference).algorithm : "sha256");
  if (isDigest(reference) && reference !== digest) {
    throw new AppError("invalid-request", "The digest of the manifest is not the expected one.");
  }
  const answer = await sendRequest(connection, {
    asked: { action: "push", kind: "manifest", repository, reference },
    method: "PUT",
    path: manifestPath(repository, reference),
    scope: pushScope(repository),
    headers: { "content-type": mediaType },
    body: bytes,
    beforeSending,
    maxBytes: bodyLimits.errorBytes,
    answers: [200, 201, 202],
  });
  const stored = answer.headers.get("docker-content-digest");
  const expected = [digest, computeDigest(bytes)];
  if (stored !== undefined && !expected.includes(stored)) {
    throw new AppError("digest-mismatch", `${title} stored the manifest with a wrong digest.`);
  }
  return { digest };
}
