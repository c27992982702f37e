"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { readOn } from "@/components/api/read-on";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { SelectMenu } from "@/components/ui/overlay/select-menu";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { DataTable } from "@/components/ui/table/data-table";
import { Timestamp } from "@/components/ui/timestamp";
import { useUrlQuery } from "@/components/ui/use-url-query";
import type { StaleItem } from "@/lib/contract/stale";
import { staleColumns } from "./stale-columns";
import { StaleGroups } from "./stale-groups";
import { staleQuery } from "./stale-queries";
import { dayChoices, keepChoices, readStaleView, type StaleView } from "./stale-view";

type StalePageProps = {
  registries: readonly string[];
  /** Missing for users who may only read. */
  onDelete?: ((view: StaleView, item: StaleItem) => void) | undefined;
};

const keyOf = ({ repository, kind }: StaleItem) => `${repository} ${kind}`;

/** The stale items, each with the reason and the most that deleting it frees. */
export function StalePage({ registries, onDelete }: StalePageProps) {
  const t = useTranslations("stale");
  const [address, changeAddress] = useUrlQuery();
  const view = readStaleView(Object.fromEntries(address), registries);
  const list = useInfiniteQuery(staleQuery(view));
  const [first] = list.data?.pages ?? [];
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const { registry, days, keep } = view;
  const columns = useMemo(
    () =>
      staleColumns(t, {
        registry,
        onDelete: onDelete && ((item) => onDelete({ registry, days, keep, kind: "" }, item)),
      }),
    [t, registry, days, keep, onDelete],
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        facts={first ? <span>{t.rich("checked", { time: () => <Timestamp value={first.checkedAt} /> })}</span> : null}
        actions={<Choices view={view} onChange={changeAddress} />}
      />
      <p className="-mt-2 mb-4.5 max-w-3xl text-muted">{t("intro")}</p>
      {first?.pullsUnknown ? <Notice className="mb-4">{first.pullsUnknown}</Notice> : null}
      {list.error && !list.data ? (
        <ProblemNotice error={list.error} what={t("unreadable")} onRetry={() => void list.refetch()} />
      ) : (
        <>
          <StaleGroups
            view={view}
            groups={first?.groups}
            pullsUnknown={Boolean(first?.pullsUnknown)}
            onKind={(kind) => changeAddress({ kind })}
          />
          <DataTable
            label={t("table")}
            columns={columns}
            rows={rows}
            rowKey={keyOf}
            loading={list.isPending}
            loadingMore={list.isFetchingNextPage}
            onEndReached={() => readOn(list)}
            empty={
              <EmptyState icon={CircleCheck} title={t(view.kind ? "emptyKind" : "empty")}>
                {t("emptyDetail")}
              </EmptyState>
            }
          />
        </>
      )}
    </>
  );
}

type ChoicesProps = { view: StaleView; onChange: (change: Record<string, string | null>) => void };

function Choices({ view, onChange }: ChoicesProps) {
  const t = useTranslations("stale");
  const withCurrent = (choices: number[], current: number) => [...new Set([...choices, current])].sort((a, b) => a - b);
  return (
    <div className="flex flex-wrap gap-2">
      <SelectMenu
        label={t("olderThan")}
        value={String(view.days)}
        options={withCurrent(dayChoices, view.days).map((days) => ({
          value: String(days),
          label: t("days", { days }),
        }))}
        onValueChange={(days) => onChange({ days })}
      />
      <SelectMenu
        label={t("keepNewest")}
        value={String(view.keep)}
        options={withCurrent(keepChoices, view.keep).map((keep) => ({
          value: String(keep),
          label: t("newest", { keep }),
        }))}
        onValueChange={(keep) => onChange({ keep })}
      />
    </div>
  );
}
