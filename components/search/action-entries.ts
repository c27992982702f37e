import type { PageAction } from "@/components/ui/page-actions";
import { actionIcons } from "./action-icons";
import type { Entry } from "./entry";

/**
 * The actions that the typed words are about, all of them where nothing is typed; then those that do something with
 * the words, whatever these are.
 */
export function actionEntries(actions: readonly PageAction[], query: string): Entry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const isMeant = ({ label }: PageAction) => words.every((word) => label.toLowerCase().includes(word));
  const takesWords = ({ takesQuery }: PageAction) => takesQuery === true && words.length > 0;
  return [...actions.filter((action) => !takesWords(action) && isMeant(action)), ...actions.filter(takesWords)].map(
    (action) => {
      const { id, group, icon, label } = action;
      const base = { id: `action ${id}`, group, icon: actionIcons[icon], title: label };
      return "href" in action
        ? { ...base, does: "open", href: action.href }
        : { ...base, does: "run", run: action.run };
    },
  );
}
