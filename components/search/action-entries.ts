import type { PageAction } from "@/components/ui/page-actions";
import { actionIcons } from "./action-icons";
import type { Entry } from "./entry";

/**
 * Returns the actions that match the typed words, or all of them if nothing is typed; then the actions that use the
 * words, whatever these are.
 */
export function actionEntries(actions: readonly PageAction[], query: string, onCopy: (text: string) => void): Entry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const isMeant = ({ label }: PageAction) => words.every((word) => label.toLowerCase().includes(word));
  const takesWords = ({ takesQuery }: PageAction) => takesQuery === true && words.length > 0;
  return [...actions.filter((action) => !takesWords(action) && isMeant(action)), ...actions.filter(takesWords)].map(
    (action) => {
      const { group, icon, label } = action;
      const base = { id: `action ${label}`, group, icon: actionIcons[icon], title: label };
      if ("href" in action) return { ...base, does: "open", href: action.href };
      return { ...base, does: "run", run: "run" in action ? action.run : () => onCopy(action.copy) };
    },
  );
}
