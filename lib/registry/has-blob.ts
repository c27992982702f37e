import "server-only";
import { isRegistryNotFound, responseError } from "./check-response";
import type { RegistryConnection } from "./connection";
import { blobPath } from "./internal/registry-path";
import { pullScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";

/** Whether the repository has the blob. Throws the AppError of a failure; false is the registry's own answer. */
export async function hasBlob(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<boolean> {
  const asked = { action: "read", kind: "blob", repository, reference: digest } as const;
  const answer = await sendRequest(connection, {
    asked,
    method: "HEAD",
    path: blobPath(repository, digest),
    scope: pullScope(repository),
    headers: { accept: "*/*" },
    maxBytes: 0,
    answers: [200, 404],
    signal,
  });
  if (answer.status === 404 && !isRegistryNotFound(answer)) throw responseError(connection.config, asked, answer);
  return answer.status === 200;
}
