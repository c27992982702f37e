"use client";

import { useQuery } from "@tanstack/react-query";
import { HardDrive } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Timestamp } from "@/components/ui/timestamp";
import { useUrlQuery } from "@/components/ui/use-url-query";
import { pagePaths } from "@/lib/contract/paths";
import type { Storage } from "@/lib/contract/storage";
import { GrowthPanel } from "./growth-panel";
import { RepositorySizes } from "./repository-sizes";
import { SharedLayers } from "./shared-layers";
import { StorageNotices } from "./storage-notices";
import { storageQuery } from "./storage-queries";
import { StorageSkeleton } from "./storage-skeleton";
import { StorageTotalsPanel } from "./storage-totals";
import { mostTiles, readStorageView } from "./storage-view";
import { TreemapPanel } from "./treemap-panel";

/** The contents of a registry: how much, where, which layers are shared, and how it has grown. */
export function StoragePage({ registry, title }: { registry: string; title: string }) {
  const t = useTranslations("storage");
  const [address] = useUrlQuery();
  const { by } = readStorageView(Object.fromEntries(address));
  const { data: storage, error, refetch, isFetching } = useQuery(storageQuery(registry, { by, limit: mostTiles }));
  const measured = () => <Timestamp value={storage?.measuredAt ?? null} />;
  return (
    <>
      <PageHeader
        title={t("title")}
        facts={storage?.measuredAt ? <span>{t.rich("measured", { time: measured })}</span> : t("facts", { title })}
      />
      {error && !storage ? (
        <ProblemNotice
          error={error}
          what={t("unreadable", { title })}
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      ) : null}
      {storage ? <StorageNotices registry={registry} storage={storage} /> : null}
      {storage ? <StorageContents registry={registry} storage={storage} /> : error ? null : <StorageSkeleton />}
    </>
  );
}

function StorageContents({ registry, storage }: { registry: string; storage: Storage }) {
  const t = useTranslations("storage");
  const [address, changeAddress] = useUrlQuery();
  const { by, sort } = readStorageView(Object.fromEntries(address));
  if (!storage.totals) return <StorageSkeleton />;
  if (storage.repositories === 0) {
    return (
      <Panel>
        <EmptyState icon={HardDrive} title={t("empty")}>
          <Link href={pagePaths.registry(registry)} className="rounded text-accent hover:underline">
            {t("emptyDetail")}
          </Link>
        </EmptyState>
      </Panel>
    );
  }
  return (
    <>
      <StorageTotalsPanel registry={registry} storage={storage} />
      <div className="mb-6 grid gap-6 xl:grid-cols-[minmax(0,1fr)_25rem]">
        <TreemapPanel registry={registry} storage={storage} by={by} onChange={(next) => changeAddress({ by: next })} />
        <GrowthPanel samples={storage.samples} />
      </div>
      <div className="grid items-start gap-6 min-[88rem]:grid-cols-[minmax(0,1fr)_25rem]">
        <RepositorySizes
          registry={registry}
          sort={sort}
          largestBytes={storage.largestBytes}
          onSort={({ key, order }) => changeAddress({ sort: key, order })}
        />
        <SharedLayers registry={registry} layers={storage.layers} />
      </div>
    </>
  );
}
