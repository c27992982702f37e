import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "./connection";
import { ping } from "./internal/ping";

const answerMs = 5_000;
// What a gateway in front of it answers where nobody is behind it.
const gatewayStatuses: unknown[] = [502, 503, 504];

/** Whether nobody answers for the registry now. One that fails, or whose certificate isn't trusted, is at work. */
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
