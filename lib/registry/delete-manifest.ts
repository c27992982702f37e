import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isDigest } from "@/lib/oci/digest";
import type { RegistryConnection } from "./connection";
import { sendDelete } from "./internal/send-delete";

/**
 * Deletes a manifest by its digest; registries delete **every tag** on it as well. Sends the request once. Returns
 * "absent" if the registry says that the manifest did not exist. Throws `deletion-disabled`, `registry-read-only`,
 * `registry-denied`, or the AppError of the failure, with `context.stateUnknown` if the manifest may have been deleted
 * all the same.
 */
export async function deleteManifest(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  options: { beforeSending?: () => void } = {},
): Promise<"deleted" | "absent"> {
  if (!isDigest(digest)) throw new AppError("invalid-request", "This is not a digest.");
  return sendDelete(connection, repository, digest, options);
}
