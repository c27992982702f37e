import { useTranslations } from "next-intl";
import { TextField } from "@/components/ui/text-field";
import type { PlannedDeletion } from "@/lib/contract/deletions";

const fewTags = 20;

/** Returns what must be typed to confirm a large deletion; "" if pressing the button is enough. */
export function needsTyping({ tags, attachedTags, wholeRepository, repository }: PlannedDeletion): string {
  if (wholeRepository) return repository;
  return tags + attachedTags > fewTags ? String(tags + attachedTags) : "";
}

type ConfirmByTypingProps = { plan: PlannedDeletion; value: string; onChange: (value: string) => void };

export function ConfirmByTyping({ plan, value, onChange }: ConfirmByTypingProps) {
  const t = useTranslations("deletionPlan");
  const wanted = needsTyping(plan);
  if (!wanted) return null;
  return (
    <TextField
      label={plan.wholeRepository ? t("typeName", { name: wanted }) : t("typeCount", { count: wanted })}
      value={value}
      autoComplete="off"
      spellCheck={false}
      inputMode={plan.wholeRepository ? "text" : "numeric"}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
