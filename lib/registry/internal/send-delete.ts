import "server-only";
import { isRegistryNotFound } from "@/lib/registry/absence";
import { responseError } from "@/lib/registry/check-response";
import type { RegistryConnection } from "@/lib/registry/connection";
import { bodyLimits } from "@/lib/registry/limits";
import { manifestPath } from "./registry-path";
import { deleteScope } from "./scope";
import { sendRequest } from "./send-request";

/** Sends a DELETE of a manifest or a tag, once: after a failure it is unknown whether it was done. */
export async function sendDelete(
  connection: RegistryConnection,
  repository: string,
  reference: string,
  { beforeSending }: { beforeSending?: () => void } = {},
): Promise<"deleted" | "absent"> {
  const asked = { action: "delete", kind: "manifest", repository, reference } as const;
  const answer = await sendRequest(connection, {
    beforeSending,
    asked,
    method: "DELETE",
    path: manifestPath(repository, reference),
    scope: deleteScope(repository),
    maxBytes: bodyLimits.errorBytes,
    answers: [200, 202, 204, 404],
  });
  // The answer to a delete is only a hint: callers check the result afterwards.
  if (answer.status === 404 && !isRegistryNotFound(answer)) throw responseError(connection.config, asked, answer);
  return answer.status === 404 ? "absent" : "deleted";
}
