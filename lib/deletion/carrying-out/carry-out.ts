import "server-only";
import { changeMethod, type ItemEnding, intend, settleItems } from "@/lib/deletion/journal/deletion-item-store";
import type { DeletionRow, JournalItem, TagItem } from "@/lib/deletion/journal/deletion-tables";
import { chooseMethod } from "@/lib/deletion/removal/choose-method";
import { keepForRestore } from "@/lib/deletion/undo/keep-for-restore";
import { isAppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/error-codes";
import { startAge } from "@/lib/process/age";
import { watchPulse } from "@/lib/process/pulse";
import { findProtection } from "@/lib/protection/find-protection";
import type { RegistryConnection } from "@/lib/registry/connection";
import { getKnownCapabilities } from "@/lib/registry-index/records/registry-traits";
import type { AttemptEnding } from "./attempt";
import { chooseManifests, type ManifestChoice } from "./choose-manifests";
import { ignoresDeletes } from "./ignored-deletes";
import { placeholderFor } from "./placeholder";
import { isGeneral } from "./read-failures";
import { recordGone } from "./record-gone";
import { type ByDigest, removeByDigest } from "./remove-by-digest";
import { removeByPlaceholder } from "./remove-by-placeholder";
import { removeByTag } from "./remove-by-tag";
import type { MayGoOn } from "./while-good";

export type CarryingOut = {
  deletion: DeletionRow;
  connection: RegistryConnection;
  /** Called before each change. Returns false once the run must stop, or its turn may belong to another console. */
  mayGoOn: MayGoOn;
};

/**
 * `obstacle`: why continuing is pointless; `lost`: the outcome of every item is unknown; `ended`: how many items
 * finished.
 */
export type BatchOutcome = { obstacle: { code: ErrorCode; detail: string } | null; lost: boolean; ended: number };

export const nothingDone: BatchOutcome = { obstacle: null, lost: false, ended: 0 };

const manifestsAtOnce = 16;
// The registry's contents may change at any moment, and no registry deletes only what is unused, so decisions are soon
// outdated.
const decisionGoodForMs = 5_000;

/** Skips the items whose tags were protected since the plan was made, and returns the others. */
export async function leaveProtected({ deletion }: CarryingOut, items: JournalItem[]): Promise<JournalItem[]> {
  const protection = await findProtection(deletion.registry, deletion.repository);
  const isFree = ({ tag }: JournalItem) => tag === null || protection(tag) === null;
  const detail = "It is protected now, so it was skipped.";
  await settleItems(
    deletion.id,
    items.flatMap((item) => (isFree(item) ? [] : { at: item.at, state: "skipped", code: "tag-protected", detail })),
  );
  return items.filter(isFree);
}

/** Removes tags of one repository by one method. Commits the intent before, and the outcome after. */
export async function removeTags(run: CarryingOut, items: TagItem[]): Promise<BatchOutcome> {
  const { deletion, connection, mayGoOn } = run;
  const [first] = items;
  if (!first) return nothingDone;
  const digests = items.flatMap((item) => item.digest ?? []);
  const originals = await keepForRestore(connection, first.repository, digests);
  const ats = items.map((item) => item.at);
  if (first.method === "tag") {
    await intend(deletion.id, ats, null);
    return settle(run, items, await removeByTag(connection, items, mayGoOn));
  }
  const placeholder = placeholderFor(`${deletion.id}/${first.at}`);
  await intend(deletion.id, ats, placeholder.digest);
  return settle(run, items, await removeByPlaceholder(connection, items, placeholder, originals, mayGoOn));
}

/**
 * Decides again which of these manifests may be deleted by digest, and deletes as many as possible while the decision
 * is valid. A manifest that is in use now is kept, with the reason recorded.
 */
export async function removeManifests(run: CarryingOut, items: JournalItem[]): Promise<BatchOutcome> {
  const { deletion, connection } = run;
  const repository = items[0]?.repository ?? "";
  const unbroken = watchPulse();
  const choice = await chooseManifests(connection, repository, items);
  const age = startAge();
  const mayGoOn = () => run.mayGoOn() && unbroken() && age.ms() <= decisionGoodForMs;
  let outcome: BatchOutcome = { ...nothingDone, ended: await keepWhatIsUsed(run, choice) };
  for (let from = 0; from < choice.going.length && !outcome.obstacle; from += manifestsAtOnce) {
    if (!mayGoOn()) break;
    const some = choice.going.slice(from, from + manifestsAtOnce);
    const all = some.flatMap(({ manifest, tags }) => [manifest, ...tags]);
    await intend(
      deletion.id,
      all.map((item) => item.at),
      null,
    );
    const { ended } = outcome;
    const endings = await removeInOrder(run, some, mayGoOn);
    outcome = await settle(run, all, endings);
    outcome.ended += ended;
    // A manifest that stays keeps what it lists, and later batches may hold more of that: they need another decision.
    if (some.some(({ manifest }) => !endings.some((ending) => ending.at === manifest.at && isGone(ending)))) break;
  }
  return outcome;
}

async function removeInOrder(
  { connection }: CarryingOut,
  some: ByDigest[],
  mayGoOn: MayGoOn,
): Promise<AttemptEnding[]> {
  const endings: AttemptEnding[] = [];
  const repository = some[0]?.manifest.repository ?? "";
  const digests = some.map(({ manifest }) => manifest.digest);
  const kept = await keepForRestore(connection, repository, digests);
  let stays = false;
  for (const one of some) {
    const { at, digest } = one.manifest;
    const original = kept.get(digest);
    // A manifest that stays keeps what it lists, which comes after it: that needs another decision.
    if (stays || !mayGoOn()) endings.push(...[...one.tags, one.manifest].map((item) => toDo(item.at)));
    else if (original) endings.push(...(await removeByDigest(connection, one, original, mayGoOn)));
    else endings.push(...one.tags.map((tag) => unreadable(tag.at)), unreadable(at));
    stays ||= !endings.some((ending) => ending.at === at && isGone(ending));
  }
  return endings;
}

const isGone = (ending: AttemptEnding) =>
  ending.state === "done" || (ending.state === "skipped" && ending.code === "manifest-not-found");

const toDo = (at: number): ItemEnding => ({ at, state: "planned" });

const unreadable = (at: number): ItemEnding => ({
  at,
  state: "skipped",
  code: "manifest-unsupported",
  detail: "The manifest can't be read, so it could not be restored. It is kept.",
});

/** Returns how many items this ends. */
async function keepWhatIsUsed(
  { deletion, connection }: CarryingOut,
  { kept, tagsLeft }: ManifestChoice,
): Promise<number> {
  const endings = kept.map(({ item, reason }): ItemEnding => {
    return { at: item.at, state: "skipped", code: "manifest-in-use", detail: reason };
  });
  await settleItems(deletion.id, endings);
  const [first] = tagsLeft;
  if (!first) return endings.length;
  const method = chooseMethod(
    false,
    await getKnownCapabilities(connection, { repository: first.repository, refresh: true }),
  );
  const ats = tagsLeft.map((item) => item.at);
  if (method) {
    await changeMethod(deletion.id, ats, method);
    return endings.length + ats.length;
  }
  const detail = "Its manifest is kept, and this registry can't delete a single tag.";
  await settleItems(
    deletion.id,
    ats.map((at) => ({ at, state: "failed", code: "deletion-disabled", detail })),
  );
  return endings.length + ats.length;
}

async function settle(
  { deletion }: CarryingOut,
  items: JournalItem[],
  endings: AttemptEnding[],
): Promise<BatchOutcome> {
  const settled: ItemEnding[] = [];
  let obstacle: BatchOutcome["obstacle"] = null;
  const known = endings.filter((ending) => ending.state !== "open");
  const ignores = await ignoresDeletes(deletion, items, known);
  for (const ending of endings) {
    if (ending.state === "open") {
      // When the deletion resumes, it looks at open items first.
      if (isAppError(ending.error) && isGeneral(ending.error.code)) obstacle = ending.error;
      continue;
    }
    if (ending.code === "delete-ignored" && !ignores) {
      settled.push({ at: ending.at, state: "planned" });
      continue;
    }
    const general = ending.state === "failed" && isGeneral(ending.code);
    if (general) obstacle = { code: ending.code ?? "internal", detail: ending.detail ?? "" };
    // A delete that the registry only claims to do is not repeated; a delete that it refuses may be requested again.
    const again = general && deletion.resumes === 1 && ending.code !== "delete-ignored";
    settled.push(again ? { ...ending, state: "planned" } : ending);
  }
  const done = new Set(settled.filter(({ state }) => state === "done").map(({ at }) => at));
  await recordGone(
    deletion,
    items.filter((item) => done.has(item.at)),
  );
  await settleItems(deletion.id, settled);
  const ended = settled.filter(({ state }) => state !== "planned").length;
  return { obstacle, lost: settled.length === 0 && endings.length > 0, ended };
}
