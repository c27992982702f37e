import "server-only";
import type { ItemProblem } from "@/lib/contract/problem";
import { isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "@/lib/registry/connection";
import { itemProblem } from "./item-problem";

/** Returns the problem of an image whose config can't be read. */
export function configProblem(
  error: unknown,
  connection: RegistryConnection,
  repository: string,
  digest: string,
): ItemProblem {
  const problem = itemProblem(error, { registry: connection.config.name, repository, config: digest });
  if (!isAppError(error, "blob-not-found")) return problem;
  const detail = `The registry doesn't have this image's config (${digest}), so pulls of it fail. Push this tag again to repair it.`;
  return { ...problem, detail };
}
