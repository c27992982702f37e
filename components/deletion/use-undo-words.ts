import { useTranslations } from "next-intl";
import type { UndoWords } from "./undo";

/** Returns the texts of toasts about undoing. */
export function useUndoWords(): UndoWords {
  const t = useTranslations("undo");
  return {
    undo: t("undo"),
    undone: ({ tags, attachedTags, counts }) => t("undone", { count: tags + attachedTags - counts.dangling }),
    goesOn: t("goesOn"),
    partly: ({ counts }) => t("partly", { count: counts.done - counts.restored - counts.dangling }),
    failed: t("failed"),
  };
}
