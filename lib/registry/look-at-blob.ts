import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { isAbsence } from "./absence";
import { responseError } from "./check-response";
import type { RegistryConnection } from "./connection";
import { blobPath } from "./internal/registry-path";
import { pullScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";

/**
 * `absent`: the registry's own 404; `unreadable`: the registry fails at it; `elsewhere`: the registry says where it is, and
 * the console can't read it there.
 */
export type BlobSight = "there" | "absent" | "unreadable" | "elsewhere";

/**
 * Whether the repository really has the blob: its first byte is asked for. After a collection CNCF Distribution goes on
 * saying 200 to HEAD for blobs that are gone, until it is restarted. Throws the AppError where the registry can't be asked,
 * and where something answers that is no registry.
 */
export async function lookAtBlob(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<BlobSight> {
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
    if (answer.status !== 404) return "there";
    const isOwn = answer.url.origin === connection.baseUrl.origin;
    if (isOwn && isAbsence(answer)) return "absent";
    throw responseError(connection.config, asked, answer);
  } catch (error) {
    // The whole blob was sent instead of its first byte: it is there.
    if (isAppError(error, "payload-too-large")) return "there";
    if (isAppError(error, "registry-failed") && error.context.elsewhere === true) return "elsewhere";
    if (isAppError(error, "registry-failed") && error.context.status === 500) return "unreadable";
    throw error;
  }
}
