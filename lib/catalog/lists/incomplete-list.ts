import "server-only";
import { formatCount } from "@/lib/format/count";

/**
 * Returns why a registry's list is shown without some of its entries, as part of a freshness; an empty object if none
 * is missing.
 */
export function incompleteList(list: { truncated: boolean; refused: number }, shown: number): { incomplete?: string } {
  if (list.truncated)
    return {
      incomplete: `The list is incomplete: the console stopped reading it after ${formatCount(shown)} names.`,
    };
  if (list.refused === 0) return {};
  const what = list.refused === 1 ? "1 name" : `${formatCount(list.refused)} names`;
  return { incomplete: `The registry lists ${what} with invalid names. They are left out here.` };
}
