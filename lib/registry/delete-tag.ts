import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isTag } from "@/lib/oci/tag";
import type { RegistryConnection } from "./connection";
import { sendDelete } from "./internal/send-delete";

/**
 * Deletes a tag and leaves its manifest, on the registries that can (`getCapabilities().deleteTag`). Sent once.
 * "absent" is the registry's word that it wasn't there. Throws as `deleteManifest` does.
 */
export async function deleteTag(
  connection: RegistryConnection,
  repository: string,
  tag: string,
  options: { beforeSending?: () => void } = {},
): Promise<"deleted" | "absent"> {
  if (!isTag(tag)) throw new AppError("invalid-request", "This is not a tag.");
  return sendDelete(connection, repository, tag, options);
}
