import "server-only";
import type { ItemProblem } from "@/lib/contract/problem";
import { problemOf, toProblem } from "@/lib/errors/problem";
import { findClaim } from "@/lib/jobs/registry-turns";
import { findProtection } from "@/lib/protection/find-protection";
import type { RegistryConnection } from "@/lib/registry/connection";
import { getKnownCapabilities } from "@/lib/registry-index/records/registry-traits";
import { type Arrangement, arrangeRemoval } from "./arrange-removal";
import { measureRemoval, type RemovalSize } from "./measure-removal";
import { planRemoval, type Removal } from "./plan-removal";
import { type ReadGraph, readGraph } from "./read-graph";

export type RemovalChoice = {
  tags: readonly string[] | "all";
  manifests?: readonly string[] | "all";
  /** What tags are expected to name: a tag that names something else now is left out. */
  named?: ReadonlyMap<string, string>;
  /** Whether to leave out tags that name anything. */
  onlyDangling?: boolean | undefined;
  withReferrers: boolean;
  /** If undefined, manifests are removed unless that is too much work for the registry. */
  removeManifests?: boolean | undefined;
};

export type PreparedRemoval = Arrangement & {
  graph: ReadGraph;
  removal: Removal;
  removeManifests: boolean;
  /** Requested tags that are protected. */
  protectedTags: string[];
  /** Tags that were to be deleted only if they named nothing, but name something. */
  namedAgainTags: string[];
  /** Why nothing of this removal can be done, or null. */
  blockedBy: ItemProblem | null;
  size: RemovalSize;
};

// For a delete by digest, the registry, and the console before it, look at every tag of the repository.
const mostTagsLookedAt = 100_000;
const mostTagsReadAnew = 20_000;

/**
 * Returns what a removal would do, as the registry and the index are now. Changes nothing. Throws if they can't be
 * read.
 */
export async function prepareRemoval(
  connection: RegistryConnection,
  repository: string,
  choice: RemovalChoice,
): Promise<PreparedRemoval> {
  const [graph, capabilities] = await Promise.all([
    readGraph(connection, repository, {
      live: false,
      tags: choice.tags,
      manifests: choice.manifests === "all" ? [] : choice.manifests,
    }),
    getKnownCapabilities(connection, { repository }),
  ]);
  const protection = await findProtection(connection.config.name, repository);
  const { named, onlyDangling = false } = choice;
  const wanted = (choice.tags === "all" ? [...graph.tags.keys()] : choice.tags).filter((tag) => {
    return named === undefined || graph.tags.get(tag) === named.get(tag);
  });
  const namesNothing = (tag: string) => (graph.tags.get(tag) ?? null) === null;
  const asked = onlyDangling ? wanted.filter(namesNothing) : wanted;
  const removal = planRemoval(graph, {
    tags: asked,
    isProtected: (tag) => protection(tag) !== null,
    manifests: choice.manifests === "all" ? graph.manifests.keys() : choice.manifests,
    withReferrers: choice.withReferrers,
  });
  const removeManifests = choice.removeManifests ?? isWorthWhile(graph, removal);
  const arrangement = arrangeRemoval(graph, removal, capabilities, removeManifests);
  const refusal = (await findClaim(connection.config.name)) ?? capabilities.deleteBlockedBy;
  return {
    ...arrangement,
    graph,
    removal,
    removeManifests,
    namedAgainTags: wanted.filter((tag) => onlyDangling && !namesNothing(tag)),
    protectedTags: asked.filter((tag) => protection(tag) !== null),
    blockedBy: refusal ? toProblem(refusal) : findObstacle(capabilities),
    size: await measureRemoval(connection.config.name, removal.unused),
  };
}

function isWorthWhile({ tags }: ReadGraph, removal: Removal): boolean {
  const remaining = tags.size - removal.tags.size - removal.attachedTags.size;
  return remaining <= mostTagsReadAnew && remaining * removal.unused.length <= mostTagsLookedAt;
}

function findObstacle(capabilities: { deleteManifest: boolean; deleteTag: boolean }): ItemProblem | null {
  if (capabilities.deleteManifest || capabilities.deleteTag) return null;
  return problemOf("deletion-disabled", "This registry can't delete tags.");
}
