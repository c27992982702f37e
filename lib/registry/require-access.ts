import "server-only";
import type { RegistryConnection } from "./connection";
import { ping } from "./internal/ping";

/** Throws the AppError that says why the console's account can't access the registry, or why this is not a registry. */
export async function requireAccess(
  connection: RegistryConnection,
  { timeoutMs }: { timeoutMs: number },
): Promise<void> {
  // An answer under way may be older than this call.
  connection.flights.forget();
  await ping(connection, { totalMs: timeoutMs });
}
