import "server-only";
import type { DeletionItemRow } from "@/lib/deletion/journal/deletion-tables";
import { naturalSortKey } from "@/lib/oci/tag-order";
import type { Capabilities } from "@/lib/registry/get-capabilities";
import { chooseMethod } from "./choose-method";
import { explainKept } from "./explain-kept";
import type { Removal } from "./plan-removal";
import type { ReadGraph } from "./read-graph";

/** One step of a plan, before it is stored. */
export type Step = Pick<DeletionItemRow, "tag" | "digest" | "method" | "asked" | "kept_for">;

export type Arrangement = {
  /** Tags first, then manifests, each in the order in which they are deleted. */
  steps: Step[];
  /** Tags that stay, because they could not be put back if something failed halfway. */
  unreadable: string[];
};

// For each delete by digest, a registry scans all tags of a repository: for a few tags that is the fastest way.
const mostByDigest = 20;
const mostNames = 5;

/**
 * Arranges the order and the methods of a removal. Returns no steps if the registry offers no way to delete anything.
 */
export function arrangeRemoval(
  graph: ReadGraph,
  removal: Removal,
  capabilities: Pick<Capabilities, "deleteManifest" | "deleteTag">,
  removeManifests: boolean,
): Arrangement {
  const byDigest = removeManifests && capabilities.deleteManifest;
  const unused = new Set(removal.unused);
  const direct = byDigest && removal.tags.size + removal.attachedTags.size <= mostByDigest;
  const keptFor = explainKept(graph, removal);
  const steps: Step[] = [];
  const unreadable: string[] = [];
  for (const tag of inOrder([...removal.tags, ...removal.attachedTags])) {
    const digest = graph.tags.get(tag) ?? null;
    const goes = digest !== null && unused.has(digest);
    const method = chooseMethod(direct && goes, capabilities);
    if (method === null) continue;
    if (method === "untag" && digest !== null && graph.unreadable.has(digest)) unreadable.push(tag);
    else {
      const kept = digest === null || goes ? null : JSON.stringify(shorten(keptFor(digest)));
      steps.push({ tag, digest, method, asked: removal.tags.has(tag) ? 1 : 0, kept_for: kept });
    }
  }
  if (byDigest)
    for (const digest of removal.unused)
      steps.push({ tag: null, digest, method: "manifest", asked: 0, kept_for: null });
  return { steps, unreadable };
}

function inOrder(tags: string[]): string[] {
  return tags
    .map((tag) => ({ tag, key: naturalSortKey(tag) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ tag }) => tag);
}

const shorten = (kept: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(kept).map(([name, values]) => [name, values.slice(0, mostNames)]));
