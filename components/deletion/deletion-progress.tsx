import { useTranslations } from "next-intl";
import type { PlannedDeletion } from "@/lib/contract/deletions";
import { isActive } from "./deletion-queries";

/** The share of a deletion, or of a restore, that is done. */
export function DeletionProgress({ deletion }: { deletion: PlannedDeletion }) {
  const t = useTranslations("deletionJob");
  const { state, counts } = deletion;
  if (!isActive(deletion) && state !== "paused") return null;
  const restoring = counts.restoring > 0;
  const all = restoring ? counts.done - counts.final : counts.all;
  const done = restoring ? counts.restored : counts.done + counts.failed + counts.skipped;
  const share = all === 0 ? 0 : Math.min(1, done / all);
  return (
    <div className="mb-4.5">
      <div
        role="progressbar"
        aria-label={t("progress")}
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={done}
        className="mb-1.5 h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${share * 100}%` }} />
      </div>
      <p className="text-muted tabular-nums">{t("of", { done, all })}</p>
    </div>
  );
}
