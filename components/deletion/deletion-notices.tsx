import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import type { PlannedDeletion } from "@/lib/contract/deletions";

/** What a user should know before acting on a deletion. */
export function DeletionNotices({ deletion }: { deletion: PlannedDeletion }) {
  const t = useTranslations("deletionJob");
  const { problem, counts, state, expiresAt } = deletion;
  return (
    <div className="mb-4.5 flex flex-col gap-2 empty:hidden">
      {problem ? (
        <Notice tone="amber" role="status" title={t("why")}>
          {problem.detail}
        </Notice>
      ) : null}
      {state === "planned" && Date.parse(expiresAt) < Date.now() ? (
        <Notice tone="amber" role="status">
          {t("expired")}
        </Notice>
      ) : null}
      {counts.final > 0 ? <Notice>{t("finalWarning", { count: counts.final })}</Notice> : null}
    </div>
  );
}
