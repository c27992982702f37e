import "server-only";
import type { RegistryConnection } from "./connection";
import { blobPath } from "./internal/registry-path";
import { pullScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";
import { verifiedBody } from "./internal/verify-digest";
import { bodyLimits } from "./limits";

/**
 * Reads a small blob, such as a config, as a whole and verifies it. Throws `blob-not-found`, `digest-mismatch`,
 * `registry-bad-response` for a blob larger than `maxBytes` (8 MiB by default), or the AppError of the failure.
 */
export async function getBlob(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  { maxBytes = bodyLimits.configBlobBytes, signal }: { maxBytes?: number; signal?: AbortSignal | undefined } = {},
): Promise<Buffer> {
  const answer = await sendRequest(connection, {
    asked: { action: "read", kind: "blob", repository, reference: digest },
    method: "GET",
    path: blobPath(repository, digest),
    scope: pullScope(repository),
    headers: { accept: "*/*" },
    maxBytes,
    answers: [200],
    signal,
  });
  return verifiedBody(answer, digest, connection.config.title);
}
