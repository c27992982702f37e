import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "./connection";
import { ping } from "./internal/ping";

const answerMs = 5_000;
// The statuses that a gateway returns if the registry behind it doesn't respond.
const gatewayStatuses: unknown[] = [502, 503, 504];

/**
 * Returns true if nothing answers for the registry now. A registry that fails or has an untrusted certificate is
 * running.
 */
export async function isStopped(connection: RegistryConnection): Promise<boolean> {
  try {
    await ping(connection, { totalMs: answerMs });
    return false;
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { code, context } = error;
    return code === "registry-unreachable" || code === "registry-timeout" || gatewayStatuses.includes(context.status);
  }
}
