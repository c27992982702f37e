import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isDigest } from "@/lib/oci/digest";
import type { RegistryConnection } from "./connection";
import { sendDelete } from "./internal/send-delete";

/**
 * Deletes a manifest by its digest; registries drop **every tag** on it as well. Sent once. "absent" is the registry's
 * word that it wasn't there. Throws `deletion-disabled`, `registry-read-only`, `registry-denied`, or the AppError of
 * the failure, with `context.stateUnknown` where it may have been done all the same.
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
