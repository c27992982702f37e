import "server-only";
import { recordTrait } from "@/lib/catalog/registry-traits";
import { countIgnored, type ItemEnding, wasSeenToDelete } from "./deletion-item-store";
import type { DeletionItemRow, DeletionRow } from "./deletion-tables";

// Somebody may push the same again at the very moment, which looks the same from outside. But not again and again.
const mostByChance = 3;

/**
 * Whether it is the registry's way to confirm deletes and to keep what was deleted, by how these items ended; that is
 * remembered then. One that was seen to delete within a day has to keep several of one deletion.
 */
export async function ignoresDeletes(
  { id, registry }: DeletionRow,
  items: readonly DeletionItemRow[],
  endings: readonly ItemEnding[],
): Promise<boolean> {
  const kept = endings.filter(({ code }) => code === "delete-ignored");
  const item = items.find(({ at }) => at === kept[0]?.at);
  if (!item) return false;
  const sameWay = { byTag: item.method === "tag", ofTag: item.tag !== null };
  const byChance = kept.length + (await countIgnored(id)) < mostByChance;
  if (byChance && (await wasSeenToDelete(registry, sameWay))) return false;
  await recordTrait(registry, sameWay.byTag ? "keeps-tags-by-tag" : "keeps-tags-by-digest");
  return true;
}

/** How an item ends of which that isn't known. */
export const keptByChance = {
  code: "conflict",
  detail:
    "The registry confirmed the delete, and has it still: it was pushed again at that moment, or it was kept. It was left as it is.",
};
