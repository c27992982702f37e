"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { readOn } from "@/components/api/read-on";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { SearchField } from "@/components/ui/search-field";
import { Segmented } from "@/components/ui/segmented";
import { DataTable } from "@/components/ui/table/data-table";
import type { DeletionItem, PlannedDeletion } from "@/lib/contract/deletions";
import { formatCount } from "@/lib/format/count";
import { deletionItemsQuery } from "./deletion-queries";
import { itemColumns } from "./item-columns";

type Shown = "all" | "done" | "failed" | "skipped";
const keyOf = ({ at }: DeletionItem) => String(at);

/** The items of a deletion, and the outcome of each. */
export function DeletionItems({ deletion }: { deletion: PlannedDeletion }) {
  const t = useTranslations("deletionJob");
  const { id, registry, state, counts } = deletion;
  const [shown, setShown] = useState<Shown>("all");
  const [query, setQuery] = useState("");
  const filter = { state: shown === "all" ? undefined : shown, query: query || undefined };
  const list = useInfiniteQuery(deletionItemsQuery(registry, id, filter));
  const columns = useMemo(() => itemColumns(t, registry), [t, registry]);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const segment = (value: Exclude<Shown, "all">) => ({
    value,
    label: `${t(`counts.${value}`)} ${formatCount(counts[value])}`,
  });
  return (
    <section aria-label={t("items")}>
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <SearchField label={t("search")} value={query} onSearch={setQuery} className="w-65 max-sm:w-full" />
        {state === "planned" ? null : (
          <Segmented<Shown>
            label={t("filter")}
            value={shown}
            onValueChange={setShown}
            segments={[{ value: "all", label: t("all") }, segment("done"), segment("skipped"), segment("failed")]}
          />
        )}
      </div>
      {list.error && !list.data ? (
        <ProblemNotice error={list.error} what={t("itemsUnreadable")} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label={t("items")}
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          loading={list.isPending}
          loadingMore={list.isFetchingNextPage}
          onEndReached={() => readOn(list)}
          empty={<EmptyState icon={ListChecks} title={t("noItems")} />}
        />
      )}
    </section>
  );
}
