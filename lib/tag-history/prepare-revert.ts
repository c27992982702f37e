import "server-only";
import type { ItemProblem } from "@/lib/contract/problem";
import type { RevertPlan } from "@/lib/contract/tag-history";
import { findMissingParts } from "@/lib/deletion/removal/find-missing-parts";
import { AppError } from "@/lib/errors/app-error";
import { problemOf, toProblem } from "@/lib/errors/problem";
import { inWords } from "@/lib/i18n/sentences";
import { isClaimed } from "@/lib/jobs/registry-turns";
import { findProtection } from "@/lib/protection/find-protection";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { getCapabilities } from "@/lib/registry/get-capabilities";
import { listTagFacts, type TagFact, type TagPlace } from "@/lib/registry-index/facts/tag-fact-store";
import { findTagsOn } from "@/lib/registry-index/questions/find-tags-on";
import { arrangeMoves } from "./arrange-moves";

const mostNamed = 20;

/**
 * Returns what reverting the tag to the digest would do, as the registry is now, and what prevents it, if anything.
 * Changes nothing. Throws `manifest-not-found` if the tag never named the digest, as far as the console knows; also
 * throws if the registry can't be asked.
 */
export async function prepareRevert(
  connection: RegistryConnection,
  place: TagPlace,
  to: string,
  options: { signal?: AbortSignal } = {},
): Promise<RevertPlan> {
  const { registry, repository, tag } = place;
  const from = (await findManifestDigest(connection, repository, tag))?.digest ?? null;
  const facts = await listTagFacts(place);
  if (from !== to) requireNamedBefore(tag, facts, to);
  const [inRegistry, missing, others, obstacle] = await Promise.all([
    findManifestDigest(connection, repository, to),
    findMissingParts(connection, repository, to, options),
    from === null ? [] : findTagsOn(registry, repository, from),
    findObstacle(connection, place),
  ]);
  const inVain = from === to ? namesIt(tag) : from === null && wasDeletedHere(facts) ? isInTrash(tag) : null;
  return {
    tag,
    from,
    to,
    keptTags: others.filter((other) => other !== tag),
    inRegistry: inRegistry !== null,
    missing: missing.slice(0, mostNamed),
    blockedBy: inVain ?? obstacle ?? incomplete(missing),
  };
}

// The console keeps manifests of every repository by their digests: a revert must not bring in another repository's
// manifest.
function requireNamedBefore(tag: string, facts: readonly TagFact[], digest: string): void {
  if (facts.some((fact) => fact.digest === digest || fact.before?.digest === digest)) return;
  throw new AppError("manifest-not-found", `${tag} never pointed to ${digest}, as far as the console knows.`);
}

const wasDeletedHere = (facts: readonly TagFact[]) => arrangeMoves(facts).at(-1)?.fact?.source === "deletion";

async function findObstacle(connection: RegistryConnection, place: TagPlace): Promise<ItemProblem | null> {
  const { registry, repository, tag } = place;
  const reason = (await findProtection(registry, repository))(tag);
  if (reason !== null)
    return problemOf(
      "tag-protected",
      `The tag ${tag} can't be moved: ${inWords(reason)}. Anyone who may change policies can remove the protection.`,
    );
  if (await isClaimed(registry)) return collecting;
  const { deleteBlockedBy } = await getCapabilities(connection, { repository });
  const readOnly = deleteBlockedBy && whereNothingIsPut.some((code) => code === deleteBlockedBy.code);
  return readOnly ? toProblem(deleteBlockedBy) : null;
}

const collecting: ItemProblem = problemOf(
  "already-running",
  "A garbage collection is in progress. Nothing can be restored until it has finished.",
);

const whereNothingIsPut = ["console-read-only", "registry-read-only", "pull-through-cache"] as const;

function incomplete(missing: string[]): ItemProblem | null {
  if (missing.length === 0) return null;
  const [first, ...more] = missing;
  const rest = more.length > 0 ? ` and ${more.length} more` : "";
  return problemOf(
    "blobs-missing",
    `The image is no longer complete: ${first}${rest} can't be found. Push it again instead.`,
  );
}

const isInTrash = (tag: string): ItemProblem =>
  problemOf(
    "conflict",
    `${tag} was deleted through the console. Restore it from the trash, with everything that was deleted with it.`,
  );
const namesIt = (tag: string): ItemProblem => problemOf("conflict", `${tag} already points to this image.`);
