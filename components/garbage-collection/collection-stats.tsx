"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ByteSize } from "@/components/ui/byte-size";
import { type Stat, StatRow } from "@/components/ui/stat-row";
import { Timestamp } from "@/components/ui/timestamp";
import { formatBytes } from "@/lib/format/bytes";
import { formatCount } from "@/lib/format/count";
import { formatDuration } from "@/lib/format/duration";
import { estimateQuery } from "./garbage-collection-queries";
import { NextCollection } from "./next-collection";
import type { LastRuns } from "./runs/last-runs";
import { runDurationMs } from "./runs/run-state";

type CollectionStatsProps = {
  registry: string;
  last: LastRuns;
  /** The control that changes the schedule, for users who may. */
  schedule: ReactNode;
};

/** What the last runs say about the registry. */
export function CollectionStats({ registry, last, schedule }: CollectionStatsProps) {
  const t = useTranslations("garbageCollection.stats");
  const { dryRun, collection, isDryRunCurrent } = last;
  const found = isDryRunCurrent ? dryRun : undefined;
  const durationMs = collection && runDurationMs(collection, 0);
  const looked = found && {
    value: <ByteSize bytes={found.reclaimableBytes} />,
    note:
      found.blobsEligible === null
        ? null
        : t("found", {
            blobs: formatCount(found.blobsEligible),
            manifests: formatCount(found.manifestsEligible ?? 0),
          }),
  };
  const stats: Stat[] = [
    {
      label: t("reclaimable"),
      ...(looked ?? { value: <EstimatedBytes registry={registry} />, note: <EstimateNote registry={registry} /> }),
    },
    {
      label: t("lastDryRun"),
      value: <Timestamp value={dryRun?.finishedAt ?? null} missing={t("never")} />,
      note: dryRun ? t("by", { who: dryRun.startedBy }) : null,
    },
    {
      label: t("lastCollection"),
      value: <Timestamp value={collection?.finishedAt ?? null} missing={t("never")} />,
      note:
        collection?.reclaimedBytes == null || durationMs == null
          ? null
          : t("freed", { size: formatBytes(collection.reclaimedBytes), time: formatDuration(durationMs) }),
    },
    { label: t("nextCollection"), value: <NextCollection registry={registry} />, note: schedule },
  ];
  return <StatRow stats={stats} />;
}

/** The index's estimate, while no dry run gives a number. */
function EstimatedBytes({ registry }: { registry: string }) {
  const t = useTranslations("garbageCollection.stats");
  const { data } = useQuery(estimateQuery(registry));
  if (!data?.complete || !data.totals) return <span className="text-faint">{t("unknown")}</span>;
  return <ByteSize bytes={data.totals.deletedBytes} />;
}

function EstimateNote({ registry }: { registry: string }) {
  const t = useTranslations("garbageCollection.stats");
  const { data } = useQuery(estimateQuery(registry));
  return t(data?.complete && data.totals ? "estimated" : "dryRunTells");
}
