"use client";

import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useMemo, useState } from "react";
import { FreedChart } from "@/components/garbage-collection/freed-chart";
import { EmptyState } from "@/components/ui/empty-state";
import { DataTable } from "@/components/ui/table/data-table";
import type { Run } from "@/lib/contract/garbage-collection";
import { runColumns } from "./run-columns";

const RunDialog = lazy(() => import("./run-dialog").then(({ RunDialog }) => ({ default: RunDialog })));

type RunHistoryProps = { runs: readonly Run[]; loading: boolean; loadingMore: boolean; onEndReached: () => void };

export function RunHistory({ runs, loading, loadingMore, onEndReached }: RunHistoryProps) {
  const t = useTranslations("garbageCollection");
  const [openId, setOpenId] = useState<string | null>(null);
  const columns = useMemo(() => runColumns(t, (run) => setOpenId(run.id)), [t]);
  const open = runs.find((run) => run.id === openId);
  return (
    <section aria-labelledby="run-history">
      <h2 id="run-history" className="mb-2.5 font-semibold">
        {t("history")}
      </h2>
      <FreedChart runs={runs} />
      <DataTable
        label={t("history")}
        columns={columns}
        rows={runs}
        rowKey={(run) => run.id}
        onRowOpen={(run) => setOpenId(run.id)}
        loading={loading}
        loadingMore={loadingMore}
        onEndReached={onEndReached}
        empty={
          <EmptyState icon={History} title={t("noRuns")}>
            {t("noRunsDetail")}
          </EmptyState>
        }
      />
      <Suspense>{open ? <RunDialog run={open} onClose={() => setOpenId(null)} /> : null}</Suspense>
    </section>
  );
}
