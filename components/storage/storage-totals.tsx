import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ByteSize } from "@/components/ui/byte-size";
import { Link } from "@/components/ui/link";
import { Explained } from "@/components/ui/overlay/explained";
import { Panel } from "@/components/ui/panel";
import { pagePaths } from "@/lib/contract/paths";
import type { Storage, StorageTotals } from "@/lib/contract/storage";
import { formatBytes } from "@/lib/format/bytes";
import { formatCount } from "@/lib/format/count";
import { formatShare } from "./format-share";
import { GrowthNote } from "./growth-note";
import { StorageBar } from "./storage-bar";

/** The total size of a registry, and its parts. */
export function StorageTotalsPanel({ registry, storage }: { registry: string; storage: Storage }) {
  const t = useTranslations("storage.totals");
  const { totals } = storage;
  if (!totals) return null;
  return (
    <Panel aria-label={t("title")} className="mb-6 p-4">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Explained meaning={t("sizeMeaning")} className="text-muted">
          {t("size")}
        </Explained>
        <ByteSize bytes={totals.sizeBytes} className="font-[620] text-xl tracking-[-0.02em]" />
        <span className="text-muted">
          {t("in", {
            repositories: storage.repositories,
            tags: storage.tags,
            shownRepositories: formatCount(storage.repositories),
            shownTags: formatCount(storage.tags),
          })}
        </span>
        <GrowthNote samples={storage.samples} className="text-muted" />
      </div>
      <StorageBar totals={totals} className="my-3.5" />
      <StorageParts registry={registry} totals={totals} />
      {totals.unknownSizes > 0 ? (
        <p className="mt-3 text-muted">
          {t("unknownSizes", { count: totals.unknownSizes, shown: formatCount(totals.unknownSizes) })}
        </p>
      ) : null}
      {totals.unreadManifests > 0 ? (
        <p className="mt-3 text-muted">
          {t("unread", { count: totals.unreadManifests, shown: formatCount(totals.unreadManifests) })}
        </p>
      ) : null}
    </Panel>
  );
}

function StorageParts({ registry, totals }: { registry: string; totals: StorageTotals }) {
  const t = useTranslations("storage.totals");
  const { sizeBytes, uniqueBytes, sharedBytes, deletedBytes, untaggedBytes } = totals;
  const reclaimable = deletedBytes + untaggedBytes;
  const all = Math.max(1, sizeBytes + reclaimable);
  return (
    <dl className="grid gap-x-6 gap-y-3.5 sm:grid-cols-3">
      <Part colour="bg-bar-2" label={t("unique")} meaning={t("uniqueMeaning")} bytes={uniqueBytes} all={all} />
      <Part colour="bg-bar-4" label={t("shared")} meaning={t("sharedMeaning")} bytes={sharedBytes} all={all} />
      <Part
        colour="bg-line-strong"
        label={t("reclaimable")}
        meaning={t("reclaimableMeaning")}
        bytes={reclaimable}
        all={all}
      >
        {reclaimable > 0
          ? t.rich(untaggedBytes === 0 ? "plainOnly" : deletedBytes === 0 ? "untaggedOnly" : "split", {
              deleted: formatBytes(deletedBytes),
              untagged: formatBytes(untaggedBytes),
              link: (words) => (
                <Link href={pagePaths.garbageCollection(registry)} className="rounded text-accent hover:underline">
                  {words}
                </Link>
              ),
            })
          : null}
      </Part>
    </dl>
  );
}

type PartProps = {
  colour: string;
  label: string;
  meaning: string;
  bytes: number;
  all: number;
  children?: ReactNode;
};

function Part({ colour, label, meaning, bytes, all, children }: PartProps) {
  return (
    <div className="min-w-0">
      <dt className="flex items-center gap-2">
        <span aria-hidden className={clsx("size-2.5 shrink-0 rounded-[3px]", colour)} />
        <Explained meaning={meaning} className="text-muted">
          {label}
        </Explained>
      </dt>
      <dd className="mt-0.5 pl-4.5">
        <ByteSize bytes={bytes} className="font-[550]" />
        <span className="ml-2 text-muted tabular-nums">{formatShare(bytes / all)}</span>
      </dd>
      {children ? <dd className="pl-4.5 text-muted">{children}</dd> : null}
    </div>
  );
}
