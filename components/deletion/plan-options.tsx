import { useTranslations } from "next-intl";
import { CheckboxField } from "@/components/ui/checkbox-field";
import type { PlannedDeletion } from "@/lib/contract/deletions";
import type { DeletionChoice } from "./deletion-queries";

export type Options = Pick<DeletionChoice, "withReferrers" | "removeManifests" | "hideName">;
type PlanOptionsProps = { plan: PlannedDeletion; options: Options; onChange: (options: Options) => void };

/** The options of a plan: whether signatures are deleted too, and whether manifests that nothing uses any more are. */
export function PlanOptions({ plan, options, onChange }: PlanOptionsProps) {
  const t = useTranslations("deletionPlan");
  const unused = plan.manifests > 0 || (plan.untaggedBytes ?? 0) > 0;
  return (
    <div className="flex flex-col gap-2 empty:hidden">
      {plan.referrers > 0 && !plan.wholeRepository ? (
        <CheckboxField
          label={t("withReferrers", { count: plan.referrers })}
          hint={t("withReferrersHint")}
          checked={plan.withReferrers}
          onChange={(withReferrers) => onChange({ ...options, withReferrers })}
        />
      ) : null}
      {plan.wholeRepository ? (
        <CheckboxField
          label={t("hideName")}
          hint={t("hideNameHint")}
          checked={plan.hideName}
          onChange={(hideName) => onChange({ ...options, hideName })}
        />
      ) : null}
      {unused ? (
        <CheckboxField
          label={t("removeManifests")}
          hint={t("removeManifestsHint")}
          checked={plan.removeManifests}
          onChange={(removeManifests) => onChange({ ...options, removeManifests })}
        />
      ) : null}
    </div>
  );
}
