import { useTranslations } from "next-intl";
import type { StorageSample } from "@/lib/contract/storage";
import { formatGrowth, growthOver, growthPoints } from "./growth";

const days = 30;

/** How much was added lately; empty if only one day is known. */
export function GrowthNote({ samples, className }: { samples: readonly StorageSample[]; className?: string }) {
  const t = useTranslations("storage.growth");
  const growth = growthOver(growthPoints(samples), days);
  if (!growth) return null;
  return (
    <span className={className} title={t("since", { day: growth.since })}>
      {t("note", { bytes: formatGrowth(growth.bytes), days: growth.days })}
    </span>
  );
}
