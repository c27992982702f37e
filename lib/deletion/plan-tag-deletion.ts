import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize, canDo } from "@/lib/auth/authorize";
import type { TagDeletionPreview } from "@/lib/contract/tag-deletion-preview";
import { problemOf } from "@/lib/errors/problem";
import { getConnection, type RegistryConnection } from "@/lib/registry/connection";
import { resolveReference } from "@/lib/registry/resolve-reference";
import { countUnreadTags } from "./removal/count-unread-tags";
import { explainKept } from "./removal/explain-kept";
import { findMissingParts } from "./removal/find-missing-parts";
import { type PreparedRemoval, prepareRemoval } from "./removal/prepare-removal";

/** Returns what deleting only this tag would do, and what prevents it, if anything. Changes nothing. */
export async function planTagDeletion(
  actor: Actor | null,
  registry: string,
  repository: string,
  tag: string,
): Promise<TagDeletionPreview> {
  authorize(actor, "registry:read", { registry, repository });
  const connection = getConnection(registry);
  const { digest } = await resolveReference(connection, repository, tag);
  const prepared = await prepareRemoval(connection, repository, { tags: [tag], withReferrers: false });
  const plan = await asDeletion(connection, repository, { prepared, tag, digest });
  if (canDo(actor, "tag:delete", { registry, repository })) return plan;
  return {
    ...plan,
    blockedBy: problemOf("forbidden", "Your role does not allow deleting. Ask an administrator."),
  };
}

async function asDeletion(
  connection: RegistryConnection,
  repository: string,
  { prepared, tag, digest }: { prepared: PreparedRemoval; tag: string; digest: string },
): Promise<TagDeletionPreview> {
  const { graph, removal, steps, size } = prepared;
  const method = steps.find((step) => step.tag === tag)?.method ?? "tag";
  const { tags: keptTags, indexes: keptFor, referrers } = explainKept(graph, removal)(digest);
  return {
    tag,
    digest,
    method,
    keptTags,
    keptFor,
    referrers,
    alsoRemoved: [],
    children: method === "manifest" ? removal.unused.filter((other) => other !== digest) : [],
    unreadTags: countUnreadTags(graph),
    reclaimableBytes: method === "manifest" ? size.ownBytes : 0,
    restorable: !graph.unreadable.has(digest) && (await findMissingParts(connection, repository, digest)).length === 0,
    blockedBy: prepared.blockedBy ?? obstacleOf(tag, prepared),
  };
}

/** Returns why this tag can't be deleted although others could be, or null. */
export function obstacleOf(
  tag: string,
  { unreadable, protectedTags }: Pick<PreparedRemoval, "unreadable" | "protectedTags">,
): TagDeletionPreview["blockedBy"] {
  if (protectedTags.includes(tag)) return isProtected;
  return unreadable.includes(tag) ? cannotBePutBack : null;
}

const isProtected = problemOf(
  "tag-protected",
  "The tag is protected. Anyone who may change policies can remove the protection.",
);
const cannotBePutBack = problemOf(
  "manifest-unsupported",
  "The manifest can't be read, so it could not be restored if something failed halfway. Delete it by its digest with a registry tool.",
);
