import "server-only";
import type { ItemEnding } from "@/lib/deletion/journal/deletion-item-store";
import type { DeletionRow, JournalItem } from "@/lib/deletion/journal/deletion-tables";
import { processWide } from "@/lib/process/process-wide";
import { recordTrait } from "@/lib/registry-index/records/registry-traits";

// Somebody may push the same image again at that very moment, which looks the same from outside, but not again and
// again.
const mostByChance = { once: 1, resumes: 2 };

/**
 * Returns whether these endings show that the registry confirms deletes but keeps what was deleted; if so, records
 * that. Otherwise it was chance, and the items must be decided again.
 */
export async function ignoresDeletes(
  { id, registry, resumes }: DeletionRow,
  items: readonly JournalItem[],
  endings: readonly ItemEnding[],
): Promise<boolean> {
  const inARow = processWide("ignored-deletes", () => new Map<string, number>());
  const kept = endings.find(({ code }) => code === "delete-ignored");
  const item = kept && items.find(({ at }) => at === kept.at);
  if (!item) {
    if (endings.some(({ state }) => state === "done")) inARow.delete(id);
    return false;
  }
  const before = endings.some(({ state }) => state === "done") ? 0 : (inARow.get(id) ?? 0);
  // Nobody else pushes a placeholder.
  const most = item.method === "untag" ? 0 : resumes === 1 ? mostByChance.resumes : mostByChance.once;
  inARow.set(id, before + 1);
  if (before < most) return false;
  inARow.delete(id);
  await recordTrait(registry, item.method === "tag" ? "keeps-tags-by-tag" : "keeps-tags-by-digest");
  return true;
}
