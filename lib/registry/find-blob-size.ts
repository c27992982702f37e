import "server-only";
import type { RegistryConnection } from "./connection";
import { blobPath } from "./internal/registry-path";
import { pullScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";

/**
 * Returns the size of a blob in bytes as the registry reports it, or null if it reports none, which doesn't mean that
 * the blob is missing. Throws the AppError of a failure.
 */
export async function findBlobSize(
  connection: RegistryConnection,
  repository: string,
  digest: string,
): Promise<number | null> {
  const answer = await sendRequest(connection, {
    asked: { action: "read", kind: "blob", repository, reference: digest },
    method: "HEAD",
    path: blobPath(repository, digest),
    scope: pullScope(repository),
    headers: { accept: "*/*" },
    maxBytes: 0,
    answers: [200, 400, 403, 404, 405, 501],
  });
  if (answer.status !== 200) return null;
  const length = answer.headers.get("content-length") ?? "";
  return /^\d{1,15}$/.test(length) && Number(length) > 0 ? Number(length) : null;
}
