import "server-only";
import { createHash, randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { findMatchingTags } from "@/lib/catalog/lists/find-matching-tags";
import type { PlanDeletion, PlannedDeletion } from "@/lib/contract/deletions";
import { AppError } from "@/lib/errors/app-error";
import { problemOf } from "@/lib/errors/problem";
import { getConnection } from "@/lib/registry/connection";
import { describeDeletion } from "./describe-deletion";
import { insertDeletion } from "./journal/deletion-store";
import type { DeletionSummary } from "./journal/deletion-summary";
import type { DeletionItemRow, DeletionRow } from "./journal/deletion-tables";
import { countUnreadTags } from "./removal/count-unread-tags";
import { explainKept } from "./removal/explain-kept";
import { type PreparedRemoval, prepareRemoval, type RemovalChoice } from "./removal/prepare-removal";
import { tagsReaching } from "./removal/tags-reaching";

const goodForMs = 15 * 60_000;

/**
 * Plans what is to be deleted, stores the plan for 15 minutes and returns it. Changes nothing in the registry. Throws
 * `invalid-request` if nothing is chosen; also throws if the repository can't be read.
 */
export async function planDeletion(actor: Actor | null, body: PlanDeletion): Promise<PlannedDeletion> {
  const { registry, repository } = body;
  authorize(actor, "tag:delete", { registry, repository });
  const prepared = await prepareRemoval(getConnection(registry), repository, await choiceOf(body));
  const deletion = await storePlan(actor, body, prepared, { resumes: true });
  return describeDeletion(deletion);
}

async function choiceOf(body: PlanDeletion): Promise<RemovalChoice> {
  const { registry, repository, matching, wholeRepository, withReferrers, onlyDangling, removeManifests } = body;
  if (wholeRepository) return { tags: "all", manifests: "all", withReferrers: true, removeManifests };
  const found = matching ? await findMatchingTags(registry, repository, matching) : [];
  const except = new Set(body.except);
  const tags = [...new Set([...(body.tags ?? []), ...found.filter((tag) => !except.has(tag))])];
  const { manifests = [] } = body;
  if (!matching && tags.length + manifests.length === 0)
    throw new AppError("invalid-request", "Choose at least one tag or manifest.");
  return { tags, manifests, withReferrers, onlyDangling, removeManifests };
}

type Asked = Pick<PlanDeletion, "registry" | "repository" | "withReferrers" | "wholeRepository" | "hideName"> & {
  tags?: readonly string[] | undefined;
};

/** Stores a prepared removal as a new plan. */
export async function storePlan(
  actor: Actor,
  { registry, repository, withReferrers, wholeRepository, hideName, tags: asked = [] }: Asked,
  prepared: PreparedRemoval,
  { resumes }: { resumes: boolean },
): Promise<DeletionRow> {
  const { steps, removeManifests } = prepared;
  const id = randomUUID();
  const now = Date.now();
  const summary = summarise(prepared, asked);
  const exact = [registry, repository, withReferrers, removeManifests, steps];
  const deletion: DeletionRow = {
    id,
    registry,
    repository,
    state: "planned",
    summary: JSON.stringify(summary),
    hash: createHash("sha256").update(JSON.stringify(exact)).digest("hex"),
    created_at: now,
    created_by: actor.username,
    created_by_id: actor.userId,
    expires_at: now + goodForMs,
    started_at: null,
    touched_at: now,
    finished_at: null,
    resumes: resumes ? 1 : 0,
    owner: null,
    wanted: null,
    problem: null,
    with_referrers: withReferrers ? 1 : 0,
    remove_manifests: removeManifests ? 1 : 0,
    whole_repository: wholeRepository ? 1 : 0,
    hide_name: hideName ? 1 : 0,
  };
  const untouched = {
    code: null,
    detail: null,
    placeholder: null,
    ended_at: null,
    restoring: 0 as const,
    restored_at: null,
    restored_by: null,
    restore_problem: null,
    final_run: null,
  };
  const items = steps.map(
    (step, at): DeletionItemRow => ({ deletion_id: id, at, repository, ...step, state: "planned", ...untouched }),
  );
  await insertDeletion(deletion, items);
  return deletion;
}

function summarise(prepared: PreparedRemoval, asked: readonly string[]): DeletionSummary {
  const { graph, steps, size, removeManifests, unreadable, protectedTags, namedAgainTags } = prepared;
  const tags = steps.filter((step) => step.tag !== null);
  const going = new Set(tags.map(({ tag }) => tag));
  const kept = explainKept(graph, { tags: new Set(), attachedTags: new Set(), unused: [] });
  const digests = new Set(tags.flatMap(({ digest }) => digest ?? []));
  const attached = [...digests].slice(0, mostExplained).flatMap((digest) => kept(digest).referrers);
  return {
    tags: tags.filter((step) => step.asked === 1).length,
    attachedTags: tags.filter((step) => step.asked === 0).length,
    referrers: new Set(attached).size,
    manifests: steps.length - tags.length,
    tagsOnKeptManifests: tags.filter((step) => step.kept_for !== null).length,
    danglingTags: tags.filter((step) => step.digest === null).length,
    absentTags: asked.filter((tag) => !graph.tags.has(tag) && !graph.unread.has(tag)).length,
    protectedTags: protectedTags.slice(0, mostNamed),
    namedAgainTags: namedAgainTags.slice(0, mostNamed),
    unreadableTags: [...unreadable, ...asked.filter((tag) => graph.unread.has(tag))].slice(0, mostNamed),
    incompleteTags: tagsReaching(graph, graph.absent)
      .filter((tag) => going.has(tag))
      .slice(0, mostNamed),
    remainingTags: graph.tags.size + graph.unread.size - tags.length,
    unreadTags: countUnreadTags(graph),
    reclaimableBytes: removeManifests ? size.ownBytes : 0,
    untaggedBytes: removeManifests ? 0 : size.ownBytes,
    sharedBytes: size.sharedBytes,
    blockedBy: prepared.blockedBy ?? (steps.length > 0 ? null : namedAgainTags.length > 0 ? healthy : nothingToDo),
  };
}

const mostExplained = 10_000;
const mostNamed = 100;
const healthy = problemOf("not-found", "These tags point to an image again, so they are kept.");
const nothingToDo = problemOf("not-found", "All of this is already gone, or can't be deleted.");
