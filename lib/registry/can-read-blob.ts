import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { isRegistryNotFound, responseError } from "./check-response";
import type { RegistryConnection } from "./connection";
import { blobPath } from "./internal/registry-path";
import { pullScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";

/**
 * Whether the repository really has the blob: its first byte is asked for. After a collection CNCF Distribution goes on
 * saying 200 to HEAD for blobs that are gone, until it is restarted. Throws the AppError where the registry can't be asked.
 */
export async function canReadBlob(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<boolean> {
  const asked = { action: "read", kind: "blob", repository, reference: digest } as const;
  try {
    const answer = await sendRequest(connection, {
      asked,
      method: "GET",
      path: blobPath(repository, digest),
      scope: pullScope(repository),
      headers: { accept: "*/*", range: "bytes=0-0" },
      maxBytes: 1,
      tooLarge: "payload-too-large",
      answers: [200, 206, 404, 416],
      signal,
    });
    if (answer.status === 404 && !isRegistryNotFound(answer)) throw responseError(connection.config, asked, answer);
    return answer.status !== 404;
  } catch (error) {
    // The whole blob was sent instead of its first byte: it is there.
    if (isAppError(error, "payload-too-large")) return true;
    if (isAppError(error, "registry-bad-response", "registry-failed")) return false;
    throw error;
  }
}
