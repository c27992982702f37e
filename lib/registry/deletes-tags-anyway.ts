import "server-only";
import { randomBytes } from "node:crypto";
import { isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "./connection";
import { sendDelete } from "./internal/send-delete";

/**
 * Whether a registry whose deletes are switched off deletes tags all the same, as CNCF Distribution 3.0 does: it is asked
 * to delete one that doesn't exist. Throws where it gives no answer to that.
 */
export async function deletesTagsAnyway(connection: RegistryConnection, repository: string): Promise<boolean> {
  try {
    return (await sendDelete(connection, repository, `shipshape-probe-${randomBytes(8).toString("hex")}`)) === "absent";
  } catch (error) {
    if (isAppError(error, "deletion-disabled", "registry-failed", "registry-denied")) return false;
    throw error;
  }
}
