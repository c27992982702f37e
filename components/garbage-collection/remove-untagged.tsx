import { useTranslations } from "next-intl";
import { CheckboxField } from "@/components/ui/checkbox-field";
import type { Collector } from "@/lib/contract/garbage-collection";

type RemoveUntaggedProps = {
  collector: Collector;
  checked: boolean;
  disabled: boolean;
  onChange: (checked: boolean) => void;
};

/** The choice to remove untagged manifests too; disabled, with the reason, if that would destroy images. */
export function RemoveUntagged({ collector, checked, disabled, onChange }: RemoveUntaggedProps) {
  const t = useTranslations("garbageCollection.untagged");
  const blocked = collector.removeUntaggedBlockedBy;
  return (
    <CheckboxField
      label={<span className="font-medium">{t("label")}</span>}
      hint={blocked ? t("notOffered", { reason: blocked.detail }) : t("detail")}
      checked={checked && !blocked}
      disabled={disabled || blocked !== null}
      onChange={onChange}
      className="mb-4.5 rounded-[10px] border border-line bg-panel px-4 py-3"
    />
  );
}
