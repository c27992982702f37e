import "server-only";
import type { RegistryConfig } from "@/lib/config/registry-config";
import { itemProblemSchema } from "@/lib/contract/problem";
import { fromStored } from "@/lib/db/stored-json";
import { formatCount } from "@/lib/format/count";
import type { IndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import type { RepositoryRow } from "@/lib/registry-index/tags/repository-store";
import type { Judgement } from "./judgement";
import { firstPlaces } from "./places";

/** Whether all repositories of a registry are known. */
export function judgeCatalog(
  { catalog, title }: Pick<RegistryConfig, "catalog" | "title">,
  index: Pick<IndexedRegistry, "catalog_at" | "catalog_incomplete"> | null,
  repositories: number,
): Judgement {
  const check = "catalog";
  if (catalog.kind === "listed")
    return {
      ...{ check, state: "unknown" },
      seen: `The configuration names the repositories of ${title}, ${formatCount(catalog.repositories.length)} in all; whether there are others is not asked.`,
    };
  const checkedAt = index?.catalog_at ? new Date(index.catalog_at).toISOString() : null;
  if (index?.catalog_incomplete)
    return {
      ...{ check, state: "attention", checkedAt, seen: index.catalog_incomplete },
      consequence: "What is not listed is not seen here: no search, policy or storage report knows of it.",
      remedy:
        "Give the console's account the right to the catalog, or set `catalog: false` and name the `repositories` in shipshape.yaml.",
    };
  if (checkedAt === null)
    return { check, state: "unknown", checkedAt, seen: "Its list of repositories was not read yet." };
  const names = repositories === 1 ? "one repository" : `${formatCount(repositories)} repositories`;
  return { check, state: "ok", checkedAt, seen: `Its list was read to the end: ${names}.` };
}

type Listed = Pick<RepositoryRow, "name" | "listed_at" | "incomplete" | "problem">;

/** Whether the list of tags of each repository could be read. */
export function judgeTagLists(
  repositories: readonly Listed[],
  { isCatalogRead }: { isCatalogRead: boolean },
): Judgement {
  const check = "tagLists";
  const unread = repositories.flatMap(({ name, problem, incomplete }) => {
    const detail = problem ? fromStored(itemProblemSchema, problem).detail : incomplete;
    return detail === null ? [] : { repository: name, tags: [], count: 0, detail };
  });
  if (unread.length > 0)
    return {
      ...{ check, state: "attention", ...firstPlaces(unread) },
      seen: `The tags of ${unread.length === 1 ? "one repository" : `${formatCount(unread.length)} repositories`} could not be read, or not all of them.`,
      consequence: "What is shown of them is older, or not all; policies leave them alone.",
      remedy:
        "Each says why below. What comes and goes is mostly load; what stays is damage in the registry's storage.",
    };
  const left = repositories.filter(({ listed_at }) => listed_at === null).length;
  if (left > 0)
    return {
      check,
      state: "unknown",
      seen: `${formatCount(left)} of ${formatCount(repositories.length)} repositories are still to be read.`,
    };
  if (!isCatalogRead) return { check, state: "unknown", seen: "Which repositories there are is not known yet." };
  if (repositories.length === 0) return { check, state: "ok", seen: "There is no repository yet." };
  const oldest = repositories.reduce((at, { listed_at }) => Math.min(at, listed_at ?? at), Date.now());
  const checkedAt = new Date(oldest).toISOString();
  return { check, state: "ok", checkedAt, seen: "The tags of every repository are listed." };
}
