import "server-only";
import type { RegistryConnection } from "@/lib/registry/connection";
import { listRepositories } from "@/lib/registry/list-repositories";

/** Returns true if the registry lists no repository at all. */
export async function isEmptyRegistry(connection: RegistryConnection): Promise<boolean> {
  const { names, truncated, refused } = await listRepositories(connection);
  return names.length === 0 && !truncated && refused === 0;
}
