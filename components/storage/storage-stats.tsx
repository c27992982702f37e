"use client";

import { useQueries } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ByteSize } from "@/components/ui/byte-size";
import { Link } from "@/components/ui/link";
import { StatRow } from "@/components/ui/stat-row";
import { pagePaths } from "@/lib/contract/paths";
import type { Storage } from "@/lib/contract/storage";
import { formatCount } from "@/lib/format/count";
import { formatShare } from "./format-share";
import { GrowthNote } from "./growth-note";
import { overviewStorage, storageQuery } from "./storage-queries";

const sum = (storages: readonly Storage[], bytesOf: (storage: Storage) => number) =>
  storages.reduce((total, storage) => total + bytesOf(storage), 0);

/** The total size of all registries, and the reclaimable part. */
export function StorageStats({ registries }: { registries: readonly string[] }) {
  const t = useTranslations("overview.stats");
  const results = useQueries({ queries: registries.map((registry) => storageQuery(registry, overviewStorage)) });
  const storages = results.flatMap(({ data }) => data ?? []);
  const measured = storages.filter(({ totals }) => totals !== null);
  const isKnown = measured.length > 0;
  const partial = measured.length < registries.length || measured.some(({ complete }) => !complete);
  const sizeBytes = sum(measured, ({ totals }) => totals?.sizeBytes ?? 0);
  const sharedBytes = sum(measured, ({ totals }) => totals?.sharedBytes ?? 0);
  const reclaimable = sum(measured, ({ totals }) => (totals?.deletedBytes ?? 0) + (totals?.untaggedBytes ?? 0));
  const tags = sum(storages, (storage) => storage.tags);
  const toCollect = measured.length === 1 ? registries[storages.indexOf(measured[0] as Storage)] : undefined;
  return (
    <StatRow
      stats={[
        {
          label: t("stored"),
          meaning: t("storedMeaning"),
          value: <ByteSize bytes={isKnown ? sizeBytes : null} />,
          note: partial ? (
            t(isKnown ? "partial" : "unknown")
          ) : (
            <GrowthNote samples={storages.length === 1 ? (storages[0]?.samples ?? []) : []} />
          ),
        },
        {
          label: t("shared"),
          meaning: t("sharedMeaning"),
          value: <ByteSize bytes={isKnown ? sharedBytes : null} />,
          note: sizeBytes > 0 ? t("sharedNote", { share: formatShare(sharedBytes / sizeBytes) }) : null,
        },
        {
          label: t("reclaimable"),
          meaning: t("reclaimableMeaning"),
          value: <ByteSize bytes={isKnown ? reclaimable : null} />,
          note:
            reclaimable > 0 ? (
              <Link href={pagePaths.garbageCollection(toCollect)} className="rounded text-accent hover:underline">
                {t("collect")}
              </Link>
            ) : isKnown ? (
              t("nothing")
            ) : null,
        },
        {
          label: t("repositories"),
          value: storages.length > 0 ? formatCount(sum(storages, (storage) => storage.repositories)) : "—",
          note: storages.length > 0 ? t("tags", { count: tags, shown: formatCount(tags) }) : null,
        },
      ]}
    />
  );
}
