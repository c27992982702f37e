import { toast } from "@/components/ui/overlay/toast";
import type { PlannedDeletion } from "@/lib/contract/deletions";
import { restoreDeletion } from "./deletion-queries";

/** The texts of a toast about undoing, supplied by its caller. */
export type UndoWords = {
  undo: string;
  undone: (deletion: PlannedDeletion) => string;
  goesOn: string;
  partly: (deletion: PlannedDeletion) => string;
  failed: string;
};

const undoShownMs = 15_000;

/** Shows a toast that something was deleted, and offers to undo it. */
export function toastDeleted(
  title: string,
  detail: string,
  id: string | null,
  words: UndoWords,
  then: () => void,
): void {
  const action = id === null ? {} : { action: { label: words.undo, onSelect: () => void undo(id, words, then) } };
  toast({ title, detail, tone: "green", shownMs: undoShownMs, ...action });
}

async function undo(id: string, words: UndoWords, then: () => void): Promise<void> {
  try {
    const deletion = await restoreDeletion(id);
    const { restored, restoring, done, dangling } = deletion.counts;
    if (restoring > 0) toast({ title: words.goesOn });
    else if (restored + dangling === done) toast({ title: words.undone(deletion), tone: "green" });
    else toast({ title: words.partly(deletion), tone: "red" });
    then();
  } catch (error) {
    toast({ title: words.failed, detail: error instanceof Error ? error.message : "", tone: "red" });
  }
}
