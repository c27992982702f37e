import "server-only";
import type { RegistryConnection } from "./connection";
import { ping } from "./internal/ping";

/** Throws the AppError of what keeps the console's account out of the registry, or of what is no registry. */
export async function requireAccess(
  connection: RegistryConnection,
  { timeoutMs }: { timeoutMs: number },
): Promise<void> {
  // An answer under way may be older than the question.
  connection.flights.forget();
  await ping(connection, { totalMs: timeoutMs });
}
