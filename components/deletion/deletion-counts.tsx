import { useTranslations } from "next-intl";
import { type Stat, StatRow } from "@/components/ui/stat-row";
import type { PlannedDeletion } from "@/lib/contract/deletions";
import { formatCount } from "@/lib/format/count";

/** The numbers of a deletion: of its plan, or of its outcome. */
export function DeletionCounts({ deletion }: { deletion: PlannedDeletion }) {
  const t = useTranslations("deletionJob");
  const { state, tags, attachedTags, manifests, counts } = deletion;
  const number = (label: string, count: number, meaning?: string): Stat => ({
    label,
    value: formatCount(count),
    ...(meaning && { meaning }),
  });
  const open = counts.all - counts.done - counts.failed - counts.skipped;
  const stats =
    state === "planned"
      ? [number(t("counts.tags"), tags + attachedTags), number(t("counts.manifests"), manifests)]
      : [
          number(t("counts.done"), counts.done),
          ...(open > 0 ? [number(t("counts.open"), open)] : []),
          number(t("counts.skipped"), counts.skipped, t("countsMeaning.skipped")),
          number(t("counts.failed"), counts.failed),
          number(t("counts.restored"), counts.restored, t("countsMeaning.restored")),
        ];
  return <StatRow stats={stats} />;
}
