import "server-only";
import { type ItemEnding, listItems, settleItems } from "@/lib/deletion/journal/deletion-item-store";
import type { JournalItem, TagItem } from "@/lib/deletion/journal/deletion-tables";
import { type AppError, isAppError } from "@/lib/errors/app-error";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import { processWide } from "@/lib/process/process-wide";
import { deleteManifest } from "@/lib/registry/delete-manifest";
import { findContents } from "@/lib/registry-index/contents/content-store";
import type { AttemptEnding } from "./attempt";
import type { CarryingOut } from "./carry-out";
import { ignoresDeletes } from "./ignored-deletes";
import { isListed, lookAt } from "./look";
import { isGeneral } from "./read-failures";
import { recordGone } from "./record-gone";
import { settlePlaced } from "./settle-placed";
import { tellWhatIsListed } from "./tell-what-is-listed";

const requestsAtOnce = 8;
// One look a minute leaves people the time to repair something in between.
const mostTries = 10;

/**
 * Asks the registry for the outcome of the items that a crash or an outage cut off, and records it. Items that were not
 * carried out end as `unchanged` says. Placeholders that were left on tags are removed or, if the registry doesn't do
 * that, replaced by what the tags named. An item whose outcome is not found out in ten tries ends as failed. Throws if
 * the registry can't be asked.
 */
export async function settleCutOff(run: CarryingOut, unchanged: Omit<ItemEnding, "at">): Promise<ItemEnding[]> {
  const { deletion } = run;
  const open = await listItems(deletion.id, { state: "intended" });
  const endings: AttemptEnding[] = [];
  const tags = open.filter((item) => item.tag !== null);
  for (const [placeholder, items] of Map.groupBy(tags, (item) => item.placeholder))
    if (placeholder !== null) endings.push(...(await settleStanding(run, items, placeholder, unchanged)));
  const left = open.filter(({ at }) => !endings.some((ending) => ending.at === at));
  await forEachAtOnce(left, requestsAtOnce, async (item) => void endings.push(await findOut(run, item, unchanged)));
  const settled = endings.flatMap((ending) => endOrWait(run, ending));
  const done = new Set(settled.filter(({ state }) => state === "done").map(({ at }) => at));
  await recordGone(
    deletion,
    open.filter((item) => done.has(item.at)),
  );
  await ignoresDeletes(deletion, open, settled);
  await settleItems(deletion.id, settled);
  return settled;
}

/** Does what `settleCutOff` does, and records for everything done whether the registry still lists it. */
export async function settleAll(run: CarryingOut, unchanged: Omit<ItemEnding, "at">): Promise<ItemEnding[]> {
  const endings = await settleCutOff(run, unchanged);
  await tellWhatIsListed(run, unchanged.state === "planned" ? "planned" : "failed");
  return endings;
}

/**
 * Ends the items whose tags name the placeholder. It is unique to its deletion, so deleting it removes only those tags.
 */
async function settleStanding(
  { connection }: CarryingOut,
  items: TagItem[],
  placeholder: string,
  unchanged: Omit<ItemEnding, "at">,
): Promise<AttemptEnding[]> {
  const standing: TagItem[] = [];
  await forEachAtOnce(items, requestsAtOnce, async (item) => {
    const now = await lookAt(connection, item.repository, item.tag).catch((error: unknown) => {
      if (!isAppError(error) || isOutage(error)) throw error;
      return placeholder;
    });
    if (now === placeholder) standing.push(item);
  });
  const refusal = await deleteManifest(connection, items[0]?.repository ?? "", placeholder).then(
    () => null,
    (error: unknown) => error,
  );
  // A placeholder without a tag is a few bytes that a garbage collection removes.
  if (standing.length === 0) return [];
  const originals = await findContents(standing.flatMap(({ digest }) => digest ?? []));
  const endings = await settlePlaced(connection, standing, placeholder, { originals, refusal });
  const outage = endings.find((ending) => ending.state === "open" && isOutage(ending.error));
  if (outage?.state === "open") throw outage.error;
  return endings.map((ending) =>
    refusal !== null && ending.state === "failed" ? { at: ending.at, ...unchanged } : ending,
  );
}

async function findOut(
  { connection }: CarryingOut,
  item: JournalItem,
  unchanged: Omit<ItemEnding, "at">,
): Promise<AttemptEnding> {
  const { at, repository, tag, digest } = item;
  try {
    const now = await lookAt(connection, repository, item.tag ?? item.digest);
    const isThere = now === null && tag !== null && digest === null && (await isListed(connection, repository, tag));
    if (now === null && !isThere)
      return { at, state: "done", detail: "Interrupted after the registry had removed it." };
    // The placeholder arrived only now, by a request that was still on its way. The next look removes it.
    if (now !== null && now === item.placeholder) return { at, state: "open", error: null };
    if (tag !== null && now !== digest)
      return {
        at,
        state: "skipped",
        code: "tag-moved",
        detail: "Interrupted. The tag now points to another image and was skipped.",
      };
    return { at, ...unchanged };
  } catch (error) {
    if (!isAppError(error) || isOutage(error)) throw error;
    return { at, state: "open", error };
  }
}

function isOutage(error: unknown): boolean {
  if (!isAppError(error) || error.code === "registry-denied") return false;
  return isGeneral(error.code) || error.context.status === 503;
}

/** Leaves an open item for another look, but not for ever. */
function endOrWait({ deletion }: CarryingOut, ending: AttemptEnding): ItemEnding[] {
  const tries = processWide("unsettled-items", () => new Map<string, number>());
  const key = `${deletion.id}/${ending.at}`;
  const count = (tries.get(key) ?? 0) + 1;
  if (ending.state === "open" && count < mostTries) {
    tries.set(key, count);
    return [];
  }
  tries.delete(key);
  return [ending.state === "open" ? (ending.otherwise ?? unsettled(ending.at, ending.error)) : ending];
}

function unsettled(at: number, error: unknown): ItemEnding {
  const { code = "registry-failed", detail = "" } = isAppError(error) ? (error as AppError) : {};
  const what = "The result could not be determined. Check it with the registry's own tools, then try again.";
  return { at, state: "failed", code, detail: `${what} ${detail}`.trim() };
}
