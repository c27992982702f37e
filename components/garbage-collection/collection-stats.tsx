"use client";

import { useTranslations } from "next-intl";
import { ByteSize } from "@/components/ui/byte-size";
import { type Stat, StatRow } from "@/components/ui/stat-row";
import { Timestamp } from "@/components/ui/timestamp";
import type { Run } from "@/lib/contract/garbage-collection";
import { formatBytes } from "@/lib/format/bytes";
import { formatCount } from "@/lib/format/count";
import { formatDuration } from "@/lib/format/duration";
import { lastOf } from "./last-runs";
import { runDurationMs } from "./run-state";

/** What the last runs say of the registry. */
export function CollectionStats({ runs }: { runs: readonly Run[] }) {
  const t = useTranslations("garbageCollection.stats");
  const { dryRun, collection, isDryRunCurrent } = lastOf(runs);
  const found = isDryRunCurrent ? dryRun : undefined;
  const durationMs = collection && runDurationMs(collection, 0);
  const stats: Stat[] = [
    {
      label: t("reclaimable"),
      value: found ? <ByteSize bytes={found.reclaimableBytes} /> : <span className="text-faint">{t("unknown")}</span>,
      note: found
        ? t("found", {
            blobs: formatCount(found.blobsEligible ?? 0),
            manifests: formatCount(found.manifestsEligible ?? 0),
          })
        : t("dryRunTells"),
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
  ];
  return <StatRow stats={stats} />;
}
