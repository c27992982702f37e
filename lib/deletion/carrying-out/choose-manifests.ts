import "server-only";
import type { JournalItem, ManifestItem, TagItem } from "@/lib/deletion/journal/deletion-tables";
import { explainKept } from "@/lib/deletion/removal/explain-kept";
import { planRemoval } from "@/lib/deletion/removal/plan-removal";
import { readGraph } from "@/lib/deletion/removal/read-graph";
import type { RegistryConnection } from "@/lib/registry/connection";
import type { ByDigest } from "./remove-by-digest";

export type ManifestChoice = {
  /** The manifests that may be deleted by digest now, in the order of the plan. */
  going: ByDigest[];
  /** Planned manifests that are in use now, with the reason. */
  kept: { item: ManifestItem; reason: string }[];
  /** Tags that were to be deleted with a manifest that stays. */
  tagsLeft: TagItem[];
};

/**
 * Decides, from the registry's current contents, which planned manifests may be deleted: those that nothing uses once
 * the planned tags are gone. Anything added since is not part of the plan, and keeps what it uses.
 */
export async function chooseManifests(
  connection: RegistryConnection,
  repository: string,
  items: readonly JournalItem[],
): Promise<ManifestChoice> {
  const manifests = items.filter((item) => item.tag === null);
  const tags = items.filter((item) => item.tag !== null);
  const digests = manifests.map((item) => item.digest);
  const names = tags.map((item) => item.tag);
  const graph = await readGraph(connection, repository, { live: true, tags: names, manifests: digests });
  const standing = tags.filter((item) => graph.tags.get(item.tag) === item.digest);
  const request = { tags: standing.map((item) => item.tag), manifests: digests, withReferrers: false };
  const removal = planRemoval(graph, request);
  const planned = new Map(manifests.map((item) => [item.digest, item]));
  const unused = new Set(removal.unused.filter((digest) => planned.has(digest)));
  const reasonOf = explainReason(graph.complete, explainKept(graph, { ...removal, unused: [...unused] }));
  return {
    going: removal.unused.flatMap((digest) => {
      const manifest = planned.get(digest);
      return manifest ? [{ manifest, tags: tags.filter((item) => item.digest === digest) }] : [];
    }),
    kept: manifests.filter((item) => !unused.has(item.digest)).map((item) => ({ item, reason: reasonOf(item.digest) })),
    tagsLeft: tags.filter((item) => item.digest === null || !unused.has(item.digest)),
  };
}

function explainReason(complete: boolean, explain: ReturnType<typeof explainKept>): (digest: string) => string {
  if (!complete) return () => "Kept, because not everything in the repository can be read, and something may use it.";
  return (digest) => {
    const { tags, indexes, referrers } = explain(digest);
    const [user] = [...tags, ...indexes, ...referrers];
    return user ? `Kept, because ${user} uses it now.` : "Kept, because something uses it now, or it was already gone.";
  };
}
