"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { readOn } from "@/components/api/read-on";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { SearchField } from "@/components/ui/search-field";
import { Segmented } from "@/components/ui/segmented";
import { DataTable } from "@/components/ui/table/data-table";
import { useUrlQuery } from "@/components/ui/use-url-query";
import type { TrashItem } from "@/lib/contract/deletions";
import { formatCount } from "@/lib/format/count";
import { trashQuery } from "./deletion-queries";
import { LatestDeletions } from "./latest-deletions";
import { trashColumns } from "./trash-columns";
import { readTrashView, toTrashFilter } from "./trash-view";

type TrashPageProps = { registries: readonly string[]; mayRestore: boolean };

const keyOf = ({ deletion, at }: TrashItem) => `${deletion} ${at}`;

/** The items that were deleted through the console and can be restored. */
export function TrashPage({ registries, mayRestore }: TrashPageProps) {
  const t = useTranslations("trash");
  const [address, changeAddress] = useUrlQuery();
  const view = readTrashView(Object.fromEntries(address), registries);
  const list = useInfiniteQuery(trashQuery(toTrashFilter(view)));
  const empty = view.query ? "noMatch" : view.all ? "empty" : "emptyNow";
  const columns = useMemo(() => trashColumns(t, mayRestore), [t, mayRestore]);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const total = list.data?.pages[0]?.total;
  const number = () => <b className="font-[550] text-text tabular-nums">{formatCount(total ?? 0)}</b>;
  return (
    <>
      <PageHeader
        title={t("title")}
        facts={total === undefined ? null : <span>{t.rich("found", { count: total, number })}</span>}
      />
      <p className="-mt-2 mb-4.5 max-w-3xl text-muted">{t("intro")}</p>
      <LatestDeletions registry={view.registry} />
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <SearchField
          label={t("search")}
          value={view.query}
          onSearch={(query) => changeAddress({ query })}
          className="w-85 max-sm:w-full"
        />
        <Segmented<"restorable" | "everything">
          label={t("show")}
          value={view.all ? "everything" : "restorable"}
          onValueChange={(value) => changeAddress({ all: value === "everything" ? "true" : null })}
          segments={[
            { value: "restorable", label: t("restorable") },
            { value: "everything", label: t("everything") },
          ]}
        />
      </div>
      {list.error && !list.data ? (
        <ProblemNotice error={list.error} what={t("unreadable")} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label={t("table")}
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          loading={list.isPending}
          loadingMore={list.isFetchingNextPage}
          onEndReached={() => readOn(list)}
          empty={
            <EmptyState icon={Trash2} title={t(empty)}>
              {t(`${empty}Detail`)}
            </EmptyState>
          }
        />
      )}
    </>
  );
}
