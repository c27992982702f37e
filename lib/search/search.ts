import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { getConfig } from "@/lib/config/config";
import type { SearchAnswer, SearchQuery } from "@/lib/contract/search";
import { database } from "@/lib/db/database";
import { findDigests } from "./find-digests";
import { findLabels, findTagsWithLabel } from "./find-labels";
import { findRepositories } from "./find-repositories";
import { findTagsByWords } from "./find-tags-by-words";
import { findTagsNamed } from "./find-tags-named";
import { parseQuery } from "./parse-query";
import { arrangeHits, labelsBeside, type Ranked } from "./ranked";
import { getScope, type Scope } from "./scope";

/**
 * Searches repositories, tags, digests, labels and annotations in what the index has of the configured registries, or
 * of one of them. Asks no registry. Throws `registry-not-found`.
 */
export async function search(actor: Actor | null, query: SearchQuery): Promise<SearchAnswer> {
  authorize(actor, "registry:read", query.registry === undefined ? {} : { registry: query.registry });
  const scope = await getScope(actor, query.registry);
  const [kinds, incomplete] = await Promise.all([findAll(scope, query), findIncomplete(scope)]);
  return { items: arrangeHits(kinds), incomplete };
}

async function findAll(scope: Scope, { query, tag, label, limit }: SearchQuery): Promise<Ranked[][]> {
  const wanted = parseQuery(
    query,
    getConfig().registries.map(({ pullHost }) => pullHost),
  );
  if (label !== undefined) return [await findTagsWithLabel(scope, label, wanted.all, limit)];
  if (tag !== undefined) return [await findTagsNamed(scope, tag, wanted.all, limit)];
  if (wanted.all.length === 0) return [];
  const { words, inRepository, inTag, digest } = wanted;
  const byNames = !digest?.sure;
  const repositoryWords = [...words, ...inRepository];
  const [repositories, tags, digests, labels] = await Promise.all([
    inTag.length === 0 && byNames ? findRepositories(scope, repositoryWords, limit) : [],
    byNames ? findTagsByWords(scope, wanted, limit) : [],
    findDigests(scope, wanted, limit),
    byNames ? findLabels(scope, wanted.all, limit) : [],
  ]);
  return [repositories, tags, digests, labelsBeside(labels, [...repositories, ...tags, ...digests])];
}

async function findIncomplete({ registries }: Scope): Promise<string[]> {
  const rows = await database().selectFrom("indexed_registry").select("registry").where("sweeps", ">", 0).execute();
  const complete = new Set(rows.map(({ registry }) => registry));
  return registries.filter((registry) => !complete.has(registry));
}
