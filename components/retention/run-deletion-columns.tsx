import type { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import type { Column } from "@/components/ui/table/table-column";
import type { PlannedDeletion } from "@/lib/contract/deletions";
import { pagePaths } from "@/lib/contract/paths";
import { formatCount } from "@/lib/format/count";

type Translate = ReturnType<typeof useTranslations<"policies.run">>;

const counts = ["done", "skipped", "failed", "restored"] as const;

/** Returns the columns of a run's deletions: the outcome for each repository, with a link to its page. */
export function runDeletionColumns(t: Translate): Column<PlannedDeletion>[] {
  return [
    {
      id: "repository",
      header: t("columns.repository"),
      cell: ({ id, repository }) => (
        <Link href={pagePaths.plannedDeletion(id)} prefetch={false} className="block truncate hover:text-accent">
          {repository}
        </Link>
      ),
    },
    ...counts.map(
      (name): Column<PlannedDeletion> => ({
        id: name,
        header: t(`columns.${name}`),
        width: "7rem",
        align: "right",
        ...(name === "done" ? {} : { hideBelow: name === "failed" ? "sm" : "md" }),
        cell: ({ counts: found }) =>
          found[name] === 0 && name !== "done" ? <span className="text-faint">0</span> : formatCount(found[name]),
      }),
    ),
  ];
}
