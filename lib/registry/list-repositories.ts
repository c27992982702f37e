import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { isRepositoryName } from "@/lib/oci/repository-name";
import type { RegistryConnection } from "./connection";
import { arrayAt, nameReader, readPages } from "./internal/read-pages";
import { catalogPath } from "./internal/registry-path";
import { catalogScope } from "./internal/scope";
import { bodyLimits, listLimits } from "./limits";

export type RepositoryList = {
  names: string[];
  /** The registry has more repositories than the console reads. */
  truncated: boolean;
  /** Names left out because they break the grammar of repository names. */
  refused: number;
};

// Large pages first: CNCF Distribution walks its whole storage for each page, and releases up to 3.1.1 lose names
// between pages on S3. It refuses pages above its `catalog.maxentries`; without `n` every registry has a default.
const firstQueries = ["?n=1000", "?n=100", "?n=10", ""];

/**
 * Returns every repository of the registry, in the registry's order; for a registry without a catalog, those of the
 * configuration. Throws the AppError of a failure, and never returns an empty list instead.
 */
export async function listRepositories(
  connection: RegistryConnection,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<RepositoryList> {
  const { catalog, title } = connection.config;
  if (catalog.kind === "listed") return { names: [...catalog.repositories], truncated: false, refused: 0 };
  const readItem = nameReader(title, isRepositoryName);
  for (const [at, firstQuery] of firstQueries.entries()) {
    try {
      const { items, ...rest } = await readPages(connection, {
        request: {
          asked: { action: "read", kind: "catalog" },
          scope: catalogScope,
          headers: { accept: "application/json" },
          maxBytes: bodyLimits.listPageBytes,
          signal,
        },
        path: catalogPath,
        firstQuery,
        readItems: (body) => arrayAt(body, "repositories"),
        readItem,
        maxItems: listLimits.repositories,
        what: "the catalog",
      });
      return { names: items, ...rest };
    } catch (error) {
      const smaller = isAppError(error, "registry-failed") && error.context.status === 400;
      if (!smaller || at === firstQueries.length - 1) throw error;
    }
  }
  throw new Error("unreachable: the last query either answers or throws");
}
