"use client";

import { clsx } from "clsx";
import { ListChecks } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { SearchField } from "@/components/ui/search-field";
import { Segmented } from "@/components/ui/segmented";
import { StatRow } from "@/components/ui/stat-row";
import { DataTable } from "@/components/ui/table/data-table";
import type { Preview, Verdict } from "@/lib/contract/policies";
import { formatCount } from "@/lib/format/count";
import { verdictColumns } from "./verdict-columns";

type Shown = "all" | "delete" | "keep" | "changed";

/** The effects of a policy, tag by tag, with reasons. */
export function PreviewResult({ preview, outdated }: { preview: Preview; outdated: boolean }) {
  const t = useTranslations("policies.preview");
  const [shown, setShown] = useState<Shown>("delete");
  const [query, setQuery] = useState("");
  const columns = useMemo(() => verdictColumns(t), [t]);
  const { deletes, keeps, tags, repositories, verdicts, problem, truncated } = preview;
  const changed = verdicts.filter(({ change }) => change !== null).length;
  const rows = verdicts.filter(
    (verdict) => isShown(verdict, shown) && `${verdict.repository}:${verdict.tag}`.includes(query),
  );
  const incomplete = repositories.filter((repository) => repository.problem !== null);
  return (
    <section aria-label={t("title")} className={clsx("min-w-0", outdated && "opacity-60")}>
      <div className="mb-4 flex flex-col gap-2 empty:hidden">
        {outdated ? <Notice tone="amber">{t("outdated")}</Notice> : null}
        {problem ? (
          <Notice tone="amber" role="status" title={t("deletesNothing")}>
            {problem.detail}
            {incomplete.length > 1 ? ` ${t("moreProblems", { count: incomplete.length - 1 })}` : null}
          </Notice>
        ) : null}
        {truncated ? <Notice>{t("truncated", { count: verdicts.length })}</Notice> : null}
      </div>
      <StatRow
        stats={[
          { label: t("deletes"), value: formatCount(deletes) },
          { label: t("keeps"), value: formatCount(keeps) },
          { label: t("untouched"), value: formatCount(tags - deletes - keeps), meaning: t("untouchedMeaning") },
          { label: t("repositories"), value: formatCount(repositories.length) },
        ]}
      />
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <SearchField label={t("search")} value={query} onSearch={setQuery} className="w-60 max-sm:w-full" />
        <Segmented<Shown>
          label={t("show")}
          value={shown}
          onValueChange={setShown}
          segments={[
            { value: "delete", label: `${t("deletes")} ${formatCount(deletes)}` },
            { value: "keep", label: `${t("keeps")} ${formatCount(keeps)}` },
            ...(changed > 0 ? [{ value: "changed" as const, label: `${t("changed")} ${formatCount(changed)}` }] : []),
            { value: "all", label: t("all") },
          ]}
        />
      </div>
      <DataTable
        label={t("title")}
        columns={columns}
        rows={rows}
        rowKey={({ repository, tag }) => `${repository}:${tag}`}
        empty={<EmptyState icon={ListChecks} title={t("none")} />}
      />
    </section>
  );
}

function isShown({ verdict, change }: Verdict, shown: Shown): boolean {
  return shown === "all" || (shown === "changed" ? change !== null : verdict === shown);
}
