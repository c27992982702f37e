import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "./connection";
import { blobPath } from "./internal/registry-path";
import { pullScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";
import { lookAtBlob } from "./look-at-blob";

/**
 * Returns true if the repository has the blob. If HEAD doesn't find it, a GET follows, and false means that the
 * registry answered the GET with its own 404. If the registry redirects to storage that the console can't reach, its
 * answer is trusted. Throws the AppError of a failure.
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
