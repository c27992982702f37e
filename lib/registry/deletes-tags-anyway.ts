import "server-only";
import { randomBytes } from "node:crypto";
import { isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "./connection";
import { sendDelete } from "./internal/send-delete";

/**
 * Returns true if a registry with deletes disabled still deletes tags, as CNCF Distribution 3.0 does. Finds out by
 * asking it to delete a tag that does not exist. Throws if the registry doesn't answer that.
 */
export async function deletesTagsAnyway(connection: RegistryConnection, repository: string): Promise<boolean> {
  try {
    return (await sendDelete(connection, repository, `shipshape-probe-${randomBytes(8).toString("hex")}`)) === "absent";
  } catch (error) {
    if (isAppError(error, "deletion-disabled", "registry-failed", "registry-denied")) return false;
    throw error;
  }
}
