"use client";

import { useTranslations } from "next-intl";
import { ByteSize } from "@/components/ui/byte-size";
import { Timestamp } from "@/components/ui/timestamp";
import type { Run } from "@/lib/contract/garbage-collection";
import { formatCount } from "@/lib/format/count";
import { formatDuration } from "@/lib/format/duration";
import { isActive, runDurationMs } from "./run-state";

/** What a run has found and done so far, in one line. */
export function RunNumbers({ run }: { run: Run }) {
  const t = useTranslations("garbageCollection.numbers");
  const durationMs = isActive(run) ? null : runDurationMs(run, 0);
  const bytes = run.reclaimedBytes ?? run.reclaimableBytes;
  return (
    <ul className="flex flex-wrap gap-x-5.5 gap-y-1 text-muted">
      <li>
        {t.rich("started", {
          who: run.startedBy,
          time: () => <Timestamp value={run.startedAt} missing={t("notStarted")} />,
        })}
      </li>
      {durationMs === null ? null : <li>{t("took", { time: formatDuration(durationMs) })}</li>}
      {run.removeUntagged ? <li>{t("withUntagged")}</li> : null}
      {run.acceptBroken ? <li>{t("brokenAccepted")}</li> : null}
      {run.blobsMarked === null ? null : <li>{t("marked", { count: formatCount(run.blobsMarked) })}</li>}
      {run.blobsEligible === null ? null : (
        <li>
          {t("eligible", {
            blobs: formatCount(run.blobsEligible),
            manifests: formatCount(run.manifestsEligible ?? 0),
          })}
        </li>
      )}
      {bytes === null ? null : (
        <li>
          {t.rich(run.reclaimedBytes === null ? "wouldFree" : "freed", {
            size: () => <ByteSize bytes={bytes} className="font-[550] text-text" />,
          })}
          {run.unknownSizes > 0 ? ` ${t("unknownSizes", { count: run.unknownSizes })}` : null}
        </li>
      )}
    </ul>
  );
}
