import { useTranslations } from "next-intl";
import type { Collector } from "@/lib/contract/garbage-collection";

type RemoveUntaggedProps = {
  collector: Collector;
  checked: boolean;
  disabled: boolean;
  onChange: (checked: boolean) => void;
};

/** The choice to remove untagged manifests too; where it would destroy images it can't be made, and says why. */
export function RemoveUntagged({ collector, checked, disabled, onChange }: RemoveUntaggedProps) {
  const t = useTranslations("garbageCollection.untagged");
  const blocked = collector.removeUntaggedBlockedBy;
  return (
    <label className="mb-4.5 flex items-start gap-2.5 rounded-[10px] border border-line bg-panel px-4 py-3">
      <input
        type="checkbox"
        checked={checked && !blocked}
        disabled={disabled || blocked !== null}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-4 accent-accent"
      />
      <span className="min-w-0">
        <span className="block font-medium">{t("label")}</span>
        <span className="block text-muted">{blocked ? t("notOffered", { reason: blocked.detail }) : t("detail")}</span>
      </span>
    </label>
  );
}
