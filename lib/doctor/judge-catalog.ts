import "server-only";
import type { RegistryConfig } from "@/lib/config/registry-config";
import { itemProblemSchema } from "@/lib/contract/problem";
import { fromStored } from "@/lib/db/stored-json";
import { isoTime } from "@/lib/format/iso-time";
import type { IndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import type { RepositoryRow } from "@/lib/registry-index/tags/repository-store";
import type { Judgement } from "./judgement";
import { firstPlaces } from "./places";

/** Judges whether all repositories of a registry are known. */
export function judgeCatalog(
  { catalog, title }: Pick<RegistryConfig, "catalog" | "title">,
  index: Pick<IndexedRegistry, "catalog_at" | "catalog_incomplete"> | null,
  count: number,
): Judgement {
  const check = "catalog";
  if (catalog.kind === "listed") {
    const values = { count: catalog.repositories.length, title };
    return { check, state: "unknown", code: "catalog.configured", values };
  }
  const checkedAt = isoTime(index?.catalog_at ?? null);
  const detail = index?.catalog_incomplete;
  if (detail) return { check, state: "attention", checkedAt, code: "catalog.incomplete", values: { detail } };
  if (checkedAt === null) return { check, state: "unknown", checkedAt, code: "catalog.unread" };
  return { check, state: "ok", checkedAt, code: "catalog.ok", values: { count } };
}

type Listed = Pick<RepositoryRow, "name" | "listed_at" | "incomplete" | "problem">;

/** Judges whether the tag list of each repository could be read. */
export function judgeTagLists(
  repositories: readonly Listed[],
  { isCatalogRead }: { isCatalogRead: boolean },
): Judgement {
  const check = "tagLists";
  const unread = repositories.flatMap(({ name, problem, incomplete }) => {
    const detail = problem ? fromStored(itemProblemSchema, problem).detail : incomplete;
    return detail === null ? [] : { repository: name, tags: [], count: 0, detail };
  });
  if (unread.length > 0) {
    const values = { count: unread.length };
    return { check, state: "attention", code: "tagLists.failed", values, ...firstPlaces(unread) };
  }
  const left = repositories.filter(({ listed_at }) => listed_at === null).length;
  if (left > 0) return { check, state: "unknown", code: "tagLists.unread", values: { left, all: repositories.length } };
  if (!isCatalogRead) return { check, state: "unknown", code: "tagLists.unknown" };
  if (repositories.length === 0) return { check, state: "ok", code: "tagLists.none" };
  const oldest = repositories.reduce((at, { listed_at }) => Math.min(at, listed_at ?? at), Date.now());
  return { check, state: "ok", checkedAt: isoTime(oldest), code: "tagLists.ok" };
}
