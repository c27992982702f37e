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
  /** What tags are meant to name: those that name something else by now are left out. */
  named?: ReadonlyMap<string, string>;
  /** Whether tags that name anything are left out. */
  onlyDangling?: boolean | undefined;
  withReferrers: boolean;
  /** Undefined: where that is not too much for the registry. */
  removeManifests?: boolean | undefined;
};

export type PreparedRemoval = Arrangement & {
  graph: ReadGraph;
  removal: Removal;
  removeManifests: boolean;
  /** Tags that were asked for, and that nobody deletes. */
  protectedTags: string[];
  /** Tags that were to go only if they named nothing, and name something. */
  namedAgainTags: string[];
  /** Why nothing of it can be done. */
  blockedBy: ItemProblem | null;
  size: RemovalSize;
};

// A delete by digest has the registry, and the console before it, look at every tag of the repository.
const mostTagsLookedAt = 100_000;
const mostTagsReadAnew = 20_000;

/** What a removal would do, as the registry and the index are now. Changes nothing. Throws where they can't be read. */
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
