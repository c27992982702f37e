import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isTag } from "@/lib/oci/tag";
import type { RegistryConnection } from "./connection";
import { sendDelete } from "./internal/send-delete";

/**
 * Deletes a tag and keeps its manifest, on registries that can do so (`getCapabilities().deleteTag`). Sends the request
 * once. Returns "absent" if the registry says that the tag did not exist. Throws as `deleteManifest` does.
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
