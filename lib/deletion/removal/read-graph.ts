import "server-only";
import { itemProblem } from "@/lib/catalog/reading/item-problem";
import type { ItemProblem } from "@/lib/contract/problem";
import { isUnreadable } from "@/lib/deletion/carrying-out/read-failures";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { findApiReferrers } from "@/lib/registry/find-referrers";
import { listTags } from "@/lib/registry/list-tags";
import { listKnownDigests, listUntaggedDigests } from "@/lib/registry-index/questions/known-tags";
import { findRepository } from "@/lib/registry-index/tags/repository-store";
import { readStructure, type Structure } from "./read-structure";
import type { RepositoryGraph } from "./repository-graph";

export type ReadGraph = RepositoryGraph & {
  /** Tags that can't be read now; they are not in `tags`. */
  unread: Map<string, ItemProblem>;
  /** Manifests that can't be read: what they name is unknown, and they could not be put back. */
  unreadable: ReadonlySet<string>;
  /** Manifests that are listed, but that neither the registry nor the console has. */
  absent: ReadonlySet<string>;
};

export type GraphChoice = {
  /**
   * Whether to ask the registry for every tag again; otherwise only for tags that the index doesn't know, and for those
   * to be deleted, if they are few.
   */
  live: boolean;
  /** The tags to be deleted. Referrers of what they name are looked for. */
  tags: Iterable<string> | "all";
  /** Manifests to be deleted. */
  manifests?: Iterable<string> | undefined;
};

const requestsAtOnce = 8;
const alwaysLiveTags = 200;
const mostAskedAnew = 50;
const mostReferrers = 50_000;

/**
 * Reads the repository as the registry has it now or, if `live` is false, as the index knows it. The tag list always
 * comes from the registry. Throws if the tag list can't be read, or the registry can't be asked.
 */
export async function readGraph(
  connection: RegistryConnection,
  repository: string,
  { live, tags: going, manifests: asked = [] }: GraphChoice,
): Promise<ReadGraph> {
  // An answer under way may be older than what was just pushed.
  connection.flights.forget();
  const [listed, row] = await Promise.all([
    listTags(connection, repository),
    findRepository(connection.config.name, repository),
  ]);
  const known = row ? await listKnownDigests(row.id) : new Map<string, string | null>();
  const isLive = live || listed.tags.length <= alwaysLiveTags;
  const few = going === "all" ? new Set<string>() : new Set([...going].slice(0, mostAskedAnew + 1));
  const askAnew = (tag: string) => isLive || (few.size <= mostAskedAnew && few.has(tag));
  const { tags, unread } = await readDigests(connection, repository, listed.tags, known, askAnew);
  const untagged = row ? await listUntaggedDigests(row.id) : [];
  const named = [...tags.values()].filter((digest) => digest !== null);
  const here = new Set([...named, ...untagged]);
  const elsewhere = await findElsewhere(
    connection,
    repository,
    [...asked].filter((digest) => !here.has(digest)),
  );
  for (const digest of asked) if (!elsewhere.has(digest)) here.add(digest);
  const structure = await readStructure(connection, repository, here);
  const starts = [...[...(going === "all" ? tags.keys() : going)].flatMap((tag) => tags.get(tag) ?? []), ...asked];
  const referrersKnown = await addReferrers(connection, repository, structure, starts);
  const { manifests, unreadable } = structure;
  const absent = new Set([...structure.absent, ...elsewhere]);
  const listComplete = !listed.truncated && listed.refused === 0 && unread.size === 0;
  const complete = listComplete && structure.complete && unreadable.size === 0 && referrersKnown;
  return { tags, manifests, unread, unreadable, absent, complete };
}

// The console's copies are those of all repositories: what one doesn't have must be told like what nobody has.
async function findElsewhere(
  connection: RegistryConnection,
  repository: string,
  digests: readonly string[],
): Promise<Set<string>> {
  const elsewhere = new Set<string>();
  await forEachAtOnce(digests, requestsAtOnce, async (digest) => {
    if ((await findManifestDigest(connection, repository, digest)) === null) elsewhere.add(digest);
  });
  return elsewhere;
}

async function readDigests(
  connection: RegistryConnection,
  repository: string,
  names: readonly string[],
  known: ReadonlyMap<string, string | null>,
  askAnew: (tag: string) => boolean,
): Promise<Pick<ReadGraph, "unread"> & { tags: Map<string, string | null> }> {
  const tags = new Map(names.map((tag) => [tag, known.get(tag) ?? null]));
  const unread = new Map<string, ItemProblem>();
  const { name: registry } = connection.config;
  const wanted = names.filter((tag) => !known.get(tag) || askAnew(tag));
  await forEachAtOnce(wanted, requestsAtOnce, async (tag) => {
    try {
      const knownDigest = known.get(tag);
      const found = await findManifestDigest(connection, repository, tag, knownDigest ? { knownDigest } : {});
      tags.set(tag, found?.digest ?? null);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      tags.delete(tag);
      unread.set(tag, itemProblem(error, { registry, repository, tag }));
    }
  });
  return { tags, unread };
}

/**
 * Adds what the registry's referrers API reports as attached to these manifests, and to what they list. Returns false
 * if the API doesn't report everything. Without this API, clients keep tags, which are in the graph anyway.
 */
async function addReferrers(
  connection: RegistryConnection,
  repository: string,
  structure: Structure,
  starts: Iterable<string>,
): Promise<boolean> {
  let complete = true;
  const seen = new Set<string>();
  for (let level = new Set(starts); level.size > 0 && seen.size < mostReferrers; ) {
    const next = new Set<string>();
    await forEachAtOnce(level, requestsAtOnce, async (digest) => {
      if (seen.has(digest)) return;
      seen.add(digest);
      for (const child of structure.manifests.get(digest)?.children ?? []) next.add(child);
      const found = await findApiReferrers(connection, repository, digest);
      if (!found) return;
      complete &&= found.refused === 0 && !found.truncated;
      for (const referrer of found.descriptors) {
        const known = structure.manifests.get(referrer.digest);
        structure.manifests.set(referrer.digest, { children: [], ...known, subject: digest });
        next.add(referrer.digest);
      }
    });
    level = new Set([...next].filter((digest) => !seen.has(digest)));
  }
  return complete && seen.size < mostReferrers;
}
