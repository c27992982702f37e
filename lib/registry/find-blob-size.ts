import "server-only";
import { isRegistryNotFound, responseError } from "./check-response";
import type { RegistryConnection } from "./connection";
import { blobPath } from "./internal/registry-path";
import { pullScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";

/**
 * The size in bytes that the registry tells of a blob; null where it has none, or doesn't say. Throws the AppError of a
 * failure.
 */
export async function findBlobSize(
  connection: RegistryConnection,
  repository: string,
  digest: string,
): Promise<number | null> {
  const asked = { action: "read", kind: "blob", repository, reference: digest } as const;
  const answer = await sendRequest(connection, {
    asked,
    method: "HEAD",
    path: blobPath(repository, digest),
    scope: pullScope(repository),
    headers: { accept: "*/*" },
    maxBytes: 0,
    answers: [200, 404],
  });
  if (answer.status === 404) {
    if (isRegistryNotFound(answer)) return null;
    throw responseError(connection.config, asked, answer);
  }
  const length = answer.headers.get("content-length") ?? "";
  return /^\d{1,15}$/.test(length) && Number(length) > 0 ? Number(length) : null;
}
