import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "@/lib/registry/connection";
import { getCapabilities } from "@/lib/registry/get-capabilities";
import type { AttemptEnding } from "./attempt";
import { chooseManifests, type ManifestChoice } from "./choose-manifests";
import { chooseMethod } from "./choose-method";
import { changeMethod, type ItemEnding, intend, settleItems } from "./deletion-item-store";
import type { DeletionItemRow, DeletionRow } from "./deletion-tables";
import { findProtection } from "./find-protection";
import { keepForRestore } from "./keep-for-restore";
import { placeholderFor } from "./placeholder";
import { isGeneral } from "./read-failures";
import { recordGone } from "./record-gone";
import { type ByDigest, removeByDigest } from "./remove-by-digest";
import { removeByPlaceholder } from "./remove-by-placeholder";
import { removeByTag } from "./remove-by-tag";

export type Run = { deletion: DeletionRow; connection: RegistryConnection };

/** How a batch went; `obstacle`: why there is no use in going on; `lost`: nothing is known of any of it. */
export type BatchOutcome = { obstacle: { code: string; detail: string } | null; lost: boolean };

const manifestsAtOnce = 16;
// What the registry holds may change at any moment, and no registry deletes only what is unused: decisions are soon old.
const decisionGoodForMs = 5_000;

/** Leaves the items whose tags were protected since the plan was made; returns the others. */
export async function leaveProtected({ deletion }: Run, items: DeletionItemRow[]): Promise<DeletionItemRow[]> {
  const protection = await findProtection(deletion.registry, deletion.repository);
  const isFree = ({ tag }: DeletionItemRow) => tag === null || protection(tag) === null;
  const detail = "It was protected since. It was left as it is.";
  await settleItems(
    deletion.id,
    items.flatMap((item) => (isFree(item) ? [] : { at: item.at, state: "skipped", code: "tag-protected", detail })),
  );
  return items.filter(isFree);
}

/** Removes tags of one repository by one method, with the intent committed before and the outcome after. */
export async function removeTags(run: Run, items: DeletionItemRow[]): Promise<BatchOutcome> {
  const { deletion, connection } = run;
  const [first] = items;
  if (!first) return { obstacle: null, lost: false };
  const digests = items.flatMap((item) => item.digest ?? []);
  const originals = await keepForRestore(connection, first.repository, digests);
  const ats = items.map((item) => item.at);
  if (first.method === "tag") {
    await intend(deletion.id, ats, null);
    return settle(run, items, await removeByTag(connection, items));
  }
  const placeholder = placeholderFor(`${deletion.id}/${first.at}`);
  await intend(deletion.id, ats, placeholder.digest);
  return settle(run, items, await removeByPlaceholder(connection, items, placeholder, originals));
}

/**
 * Decides anew what of these may go by digest, and removes as much of it as the decision is good for. What something
 * uses by now stays, and is said.
 */
export async function removeManifests(run: Run, items: DeletionItemRow[]): Promise<BatchOutcome> {
  const { deletion, connection } = run;
  const repository = items[0]?.repository ?? "";
  const choice = await chooseManifests(connection, repository, items);
  const goodUntil = performance.now() + decisionGoodForMs;
  await keepWhatIsUsed(run, choice);
  let outcome: BatchOutcome = { obstacle: null, lost: false };
  for (let from = 0; from < choice.going.length && !outcome.obstacle; from += manifestsAtOnce) {
    if (performance.now() > goodUntil) break;
    const some = choice.going.slice(from, from + manifestsAtOnce);
    const all = some.flatMap(({ manifest, tags }) => [manifest, ...tags]);
    await intend(
      deletion.id,
      all.map((item) => item.at),
      null,
    );
    outcome = await settle(run, all, await removeInOrder(run, some));
  }
  return outcome;
}

async function removeInOrder({ connection }: Run, some: ByDigest[]): Promise<AttemptEnding[]> {
  const endings: AttemptEnding[] = [];
  const repository = some[0]?.manifest.repository ?? "";
  const digests = some.map(({ manifest }) => manifest.digest as string);
  const kept = await keepForRestore(connection, repository, digests);
  for (const one of some) {
    const { at, digest } = one.manifest;
    if (kept.has(digest as string)) endings.push(...(await removeByDigest(connection, one)));
    else endings.push(...one.tags.map((tag) => unreadable(tag.at)), unreadable(at));
  }
  return endings;
}

const unreadable = (at: number): ItemEnding => ({
  ...{ at, state: "skipped", code: "manifest-unsupported" },
  detail: "The manifest can't be read, so it could not be put back. It stays.",
});

async function keepWhatIsUsed({ deletion, connection }: Run, { kept, tagsLeft }: ManifestChoice): Promise<void> {
  const endings = kept.map(({ item, reason }): ItemEnding => {
    return { at: item.at, state: "skipped", code: "manifest-in-use", detail: reason };
  });
  await settleItems(deletion.id, endings);
  const [first] = tagsLeft;
  if (!first) return;
  const method = chooseMethod(
    false,
    await getCapabilities(connection, { repository: first.repository, refresh: true }),
  );
  const ats = tagsLeft.map((item) => item.at);
  if (method) return changeMethod(deletion.id, ats, method);
  const detail = "Its manifest stays, and this registry offers no way to delete the tag alone.";
  await settleItems(
    deletion.id,
    ats.map((at) => ({ at, state: "failed", code: "deletion-disabled", detail })),
  );
}

async function settle({ deletion }: Run, items: DeletionItemRow[], endings: AttemptEnding[]): Promise<BatchOutcome> {
  const settled: ItemEnding[] = [];
  let obstacle: BatchOutcome["obstacle"] = null;
  for (const ending of endings) {
    if (ending.state === "open") {
      // What stays open is looked at before anything else when this goes on.
      if (isAppError(ending.error) && isGeneral(ending.error.code)) obstacle = ending.error;
      continue;
    }
    const general = ending.state === "failed" && isGeneral(ending.code);
    if (general) obstacle = { code: ending.code ?? "internal", detail: ending.detail ?? "" };
    settled.push(general && deletion.resumes === 1 ? { ...ending, state: "planned" } : ending);
  }
  const done = new Set(settled.filter(({ state }) => state === "done").map(({ at }) => at));
  await recordGone(
    deletion,
    items.filter((item) => done.has(item.at)),
  );
  await settleItems(deletion.id, settled);
  return { obstacle, lost: settled.length === 0 && endings.length > 0 };
}
