import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { isAbsence } from "./absence";
import { responseError } from "./check-response";
import type { RegistryConnection } from "./connection";
import { blobPath } from "./internal/registry-path";
import { pullScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";

/**
 * `absent`: the registry's own 404; `unreadable`: the registry fails to read it; `elsewhere`: the registry names
 * another place, where the console can't read it.
 */
export type BlobSight = "there" | "absent" | "unreadable" | "elsewhere";

/**
 * Asks for the first byte of the blob, and returns whether the repository really has it. After a collection CNCF
 * Distribution still answers HEAD with 200 for deleted blobs, until it is restarted. Throws the AppError if the
 * registry can't be asked, or if something other than a registry answers.
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
    // The registry sent the whole blob instead of its first byte, so it exists.
    if (isAppError(error, "payload-too-large")) return "there";
    if (isAppError(error, "registry-failed") && error.context.elsewhere === true) return "elsewhere";
    if (isAppError(error, "registry-failed") && error.context.status === 500) return "unreadable";
    throw error;
  }
}
