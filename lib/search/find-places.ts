import "server-only";
import { type Naming, readDigests, readManifestIds, readNamings, readParents, readSomeParents } from "./blob-family";
import { matchAll, matchRepository, matchTag } from "./match-name";
import type { RepositoryName } from "./repository-names";
import type { Scope } from "./scope";

/** A place where a manifest or blob was found. */
export type Place = {
  repository: RepositoryName;
  /** The digest of the manifest itself or, for a blob, of the newest manifest there that names it. */
  manifest: string;
  isManifest: boolean;
  /** A few tags of that repository that name `manifest` or, if none does, an image index that lists it. */
  tags: string[];
  viaIndex: boolean;
  /** The number of manifests that name it. */
  manifests: number;
  more: boolean;
};

const mostParents = 50;
// Of which the person may see a few only.
const manyParents = 1_000;
const mostTags = 3;

/**
 * Returns where these manifests and blobs are, in repositories that match all words; those that are nowhere are
 * missing.
 */
export async function findPlaces(scope: Scope, ids: number[], words: readonly string[]): Promise<Map<number, Place>> {
  const manifestIds = await readManifestIds(ids);
  const most = scope.onlyIds ? manyParents : mostParents;
  const parents = await readParents(ids, most + 1);
  const near = [...new Set([...ids, ...[...parents.values()].flat()])];
  const ancestors = new Map([...(await readSomeParents(near)), ...parents]);
  const namings = await readNamings([...new Set([...near, ...[...ancestors.values()].flat()])], scope.onlyIds);
  const seen = (id: number) => inOneRepository((namings.get(id) ?? []).filter((naming) => fits(scope, naming, words)));
  const digests = await readDigests(near);
  const places = new Map<number, Place>();
  for (const id of ids) {
    const isManifest = manifestIds.has(id) || namings.has(id);
    const own = parents.get(id) ?? [];
    const found = chooseManifest(isManifest ? [id] : own.slice(0, most), seen, ancestors);
    const repository = found && scope.find(found.repositoryId);
    const manifest = found && digests.get(found.id);
    if (!repository || !manifest) continue;
    const { tags, viaIndex } = found;
    const isSeen = (parent: number) => chooseManifest([parent], seen, ancestors) !== null;
    const counted = scope.onlyIds ? own.filter(isSeen).length : own.length;
    const count = { manifests: Math.min(counted, mostParents), more: counted > mostParents };
    places.set(id, { repository, manifest, isManifest, tags, viaIndex, ...count });
  }
  return places;
}

type Seen = { repositoryId: number; tags: string[] };

// A manifest that a tag names comes before one that only an image index lists.
function chooseManifest(
  manifests: readonly number[],
  seen: (id: number) => Seen | null,
  ancestors: Map<number, number[]>,
): (Seen & { id: number; viaIndex: boolean }) | null {
  for (const id of manifests) {
    const own = seen(id);
    if (own) return { ...own, id, viaIndex: false };
  }
  for (const id of manifests)
    for (const index of ancestors.get(id) ?? []) {
      const above = [index, ...(ancestors.get(index) ?? [])].map(seen).find((some) => some !== null);
      if (above) return { ...above, id, viaIndex: true };
    }
  return null;
}

function fits(scope: Scope, { repositoryId, tag }: Naming, words: readonly string[]): boolean {
  const repository = scope.find(repositoryId)?.name;
  if (repository === undefined) return false;
  const match = (word: string) => matchRepository(repository, word) ?? matchTag(tag?.toLowerCase() ?? "", word);
  return matchAll(words, match) !== null;
}

function inOneRepository([first, ...others]: Naming[]): Seen | null {
  if (!first) return null;
  const same = [first, ...others].filter(({ repositoryId }) => repositoryId === first.repositoryId);
  return { repositoryId: first.repositoryId, tags: same.flatMap(({ tag }) => tag ?? []).slice(0, mostTags) };
}
