import { useTranslations } from "next-intl";
import type { PlannedDeletion } from "@/lib/contract/deletions";
import type { DeletionChoice } from "./deletion-queries";

export type Options = Pick<DeletionChoice, "withReferrers" | "removeManifests" | "hideName">;
type PlanOptionsProps = { plan: PlannedDeletion; options: Options; onChange: (options: Options) => void };

/** What can be chosen about a plan: whether signatures go too, and whether manifests that nothing uses any more do. */
export function PlanOptions({ plan, options, onChange }: PlanOptionsProps) {
  const t = useTranslations("deletionPlan");
  const unused = plan.manifests > 0 || (plan.untaggedBytes ?? 0) > 0;
  return (
    <div className="flex flex-col gap-2 empty:hidden">
      {plan.referrers > 0 && !plan.wholeRepository ? (
        <Option
          label={t("withReferrers", { count: plan.referrers })}
          hint={t("withReferrersHint")}
          checked={plan.withReferrers}
          onChange={(withReferrers) => onChange({ ...options, withReferrers })}
        />
      ) : null}
      {plan.wholeRepository ? (
        <Option
          label={t("hideName")}
          hint={t("hideNameHint")}
          checked={plan.hideName}
          onChange={(hideName) => onChange({ ...options, hideName })}
        />
      ) : null}
      {unused ? (
        <Option
          label={t("removeManifests")}
          hint={t("removeManifestsHint")}
          checked={plan.removeManifests}
          onChange={(removeManifests) => onChange({ ...options, removeManifests })}
        />
      ) : null}
    </div>
  );
}

type OptionProps = { label: string; hint: string; checked: boolean; onChange: (checked: boolean) => void };

function Option({ label, hint, checked, onChange }: OptionProps) {
  return (
    <label className="flex items-start gap-2.5">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span>
        {label} <span className="block text-muted">{hint}</span>
      </span>
    </label>
  );
}
