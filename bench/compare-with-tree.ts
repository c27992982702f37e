import type { ConsoleClient } from "@/bench/console/console-client";
import { findIndexProgress } from "@/bench/console/index-progress";
import { registryName } from "@/bench/console/start-bench-console";
import type { RepositoryCount, TreeCount } from "@/bench/data-set/count-tree";
import type { List } from "@/lib/contract/list";
import { apiPaths } from "@/lib/contract/paths";
import type { Repository } from "@/lib/contract/repositories";

export type Comparison = { compared: number; differences: string[] };

const compared = { tagCount: "tags", sizeBytes: "sizeBytes", uniqueSizeBytes: "uniqueSizeBytes" } as const;

/** Compares every number of the list of repositories, and the totals of the index, with a count over the tree. */
export async function compareWithTree(client: ConsoleClient, count: TreeCount): Promise<Comparison> {
  const repositories = await readRepositories(client);
  const result: Comparison = { compared: 0, differences: [] };
  const compare = (what: string, shown: unknown, counted: unknown) => {
    result.compared++;
    if (shown !== counted) result.differences.push(`${what}: ${shown} instead of ${counted}`);
  };
  compare("repositories", repositories.size, count.repositories);
  const progress = await findIndexProgress(client);
  if (progress) {
    compare("repositories of the index", progress.repositories, count.repositories);
    compare("tags of the index", progress.tags, count.tags);
    compare("tags read", progress.tagsRead, count.tags);
  }
  for (const [name, expected] of Object.entries(count.perRepository))
    for (const [field, counted] of Object.entries(compared))
      compare(
        `${field} of ${name}`,
        repositories.get(name)?.[field as keyof typeof compared],
        expected[counted as keyof RepositoryCount],
      );
  return result;
}

async function readRepositories(client: ConsoleClient): Promise<Map<string, Repository>> {
  const found = new Map<string, Repository>();
  let cursor: string | null | undefined;
  do {
    const path = apiPaths.repositories(registryName, { limit: 500, waitMs: 0, cursor });
    const list: List<Repository> | null = await client.findJson(path);
    for (const repository of list?.items ?? []) found.set(repository.name, repository);
    cursor = list?.nextCursor;
  } while (cursor);
  return found;
}
