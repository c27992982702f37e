import "server-only";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import { deleteManifest } from "@/lib/registry/delete-manifest";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { requireGone } from "./attempt";
import type { Run } from "./carry-out";
import { type ItemEnding, listItems, settleItems } from "./deletion-item-store";
import type { DeletionItemRow } from "./deletion-tables";
import { recordGone } from "./record-gone";

const requestsAtOnce = 8;

/**
 * Finds out from the registry what became of the items that a crash or an outage cut off, and records it; what was not
 * carried out ends as `unchanged` says. Placeholders that were left on tags are removed. Throws where the registry can't
 * be asked.
 */
export async function settleCutOff(run: Run, unchanged: Omit<ItemEnding, "at">): Promise<ItemEnding[]> {
  const { deletion, connection } = run;
  const open = await listItems(deletion.id, { state: "intended" });
  // Each is unique to its deletion: deleting it takes nothing but the tags that it stands on.
  for (const placeholder of new Set(open.flatMap((item) => item.placeholder ?? []))) {
    const repository = open.find((item) => item.placeholder === placeholder)?.repository as string;
    const standing = await findStanding(run, open, placeholder);
    await deleteManifest(connection, repository, placeholder);
    for (const tag of standing) await requireGone(connection, repository, tag);
  }
  const endings: ItemEnding[] = [];
  await forEachAtOnce(open, requestsAtOnce, async (item) => {
    const ending = await findOut(run, item, unchanged);
    if (ending) endings.push(ending);
  });
  const done = new Set(endings.filter(({ state }) => state === "done").map(({ at }) => at));
  await recordGone(
    deletion,
    open.filter((item) => done.has(item.at)),
  );
  await settleItems(deletion.id, endings);
  return endings;
}

async function findStanding({ connection }: Run, open: DeletionItemRow[], placeholder: string): Promise<string[]> {
  const standing: string[] = [];
  const items = open.filter((item) => item.placeholder === placeholder);
  await forEachAtOnce(items, requestsAtOnce, async ({ repository, tag }) => {
    const now = tag === null ? null : await findManifestDigest(connection, repository, tag);
    if (now?.digest === placeholder) standing.push(tag as string);
  });
  return standing;
}

async function findOut(
  { connection }: Run,
  item: DeletionItemRow,
  unchanged: Omit<ItemEnding, "at">,
): Promise<ItemEnding | null> {
  const { at, repository, tag, digest } = item;
  const now = await findManifestDigest(connection, repository, tag ?? (digest as string));
  if (!now) return { at, state: "done", detail: "Cut off after the registry had removed it." };
  // It came only now, by a request that was on its way still: the next look removes it.
  if (now.digest === item.placeholder) return null;
  if (tag !== null && now.digest !== digest)
    return {
      ...{ at, state: "skipped", code: "tag-moved" },
      detail: "Cut off; the tag names another image by now and was left.",
    };
  return { at, ...unchanged };
}
