import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "./connection";
import { blobPath } from "./internal/registry-path";
import { pullScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";
import { lookAtBlob } from "./look-at-blob";

/**
 * Whether the repository has the blob. What HEAD doesn't find is asked for by GET: false is the registry's own 404 to that.
 * Where it redirects to a storage that the console can't reach its word counts. Throws the AppError of a failure.
 */
export async function hasBlob(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<boolean> {
  const answer = await sendRequest(connection, {
    asked: { action: "read", kind: "blob", repository, reference: digest },
    method: "HEAD",
    path: blobPath(repository, digest),
    scope: pullScope(repository),
    headers: { accept: "*/*" },
    maxBytes: 0,
    answers: [200, 400, 403, 404, 405, 501],
    signal,
  }).catch((error: unknown) => {
    if (error instanceof AppError && error.context.elsewhere === true) return null;
    throw error;
  });
  if (answer?.status === 200) return true;
  const sight = await lookAtBlob(connection, repository, digest, { signal });
  if (sight !== "unreadable") return sight !== "absent";
  throw new AppError("registry-failed", `${connection.config.title} can't read ${digest}. See its log for the reason.`);
}
