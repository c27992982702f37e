import type { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ByteSize } from "@/components/ui/byte-size";
import type { Column } from "@/components/ui/table/table-column";
import { Timestamp } from "@/components/ui/timestamp";
import type { Run } from "@/lib/contract/garbage-collection";
import { formatCount } from "@/lib/format/count";
import { formatDuration } from "@/lib/format/duration";
import { RunResult } from "./run-result";
import { isActive, runDurationMs, runKind } from "./run-state";

type Translate = ReturnType<typeof useTranslations<"garbageCollection">>;

const none = <span className="text-faint">—</span>;

function Took({ run }: { run: Run }) {
  const durationMs = isActive(run) ? null : runDurationMs(run, 0);
  return durationMs === null ? none : <span className="text-muted">{formatDuration(durationMs)}</span>;
}

function Bytes({ run }: { run: Run }) {
  const bytes = run.dryRun ? run.reclaimableBytes : run.reclaimedBytes;
  if (bytes === null) return none;
  return <ByteSize bytes={bytes} className={run.dryRun ? "text-muted" : ""} />;
}

export function runColumns(t: Translate, onOpen: (run: Run) => void): Column<Run>[] {
  return [
    {
      id: "run",
      header: t("columns.run"),
      width: "4rem",
      cell: (run) => <span className="mono">#{run.number}</span>,
    },
    {
      id: "kind",
      header: t("columns.kind"),
      width: "6rem",
      cell: (run) => t(`kind.${runKind(run)}`),
    },
    {
      id: "started",
      header: t("columns.started"),
      width: "8rem",
      hideBelow: "sm",
      cell: (run) => <Timestamp value={run.startedAt} className="text-muted" />,
    },
    {
      id: "by",
      header: t("columns.by"),
      width: "8rem",
      hideBelow: "xl",
      cell: (run) => <span className="text-muted">{run.startedBy}</span>,
    },
    {
      id: "took",
      header: t("columns.took"),
      width: "6rem",
      align: "right",
      hideBelow: "lg",
      cell: (run) => <Took run={run} />,
    },
    {
      id: "blobs",
      header: t("columns.blobs"),
      width: "5rem",
      align: "right",
      hideBelow: "md",
      cell: (run) => (run.blobsEligible === null ? none : formatCount(run.blobsEligible)),
    },
    {
      id: "bytes",
      header: t("columns.bytes"),
      width: "6.5rem",
      align: "right",
      hideBelow: "sm",
      cell: (run) => <Bytes run={run} />,
    },
    { id: "result", header: t("columns.result"), cell: (run) => <RunResult run={run} /> },
    {
      id: "log",
      header: t("columns.log"),
      hideHeader: true,
      width: "4.5rem",
      align: "right",
      cell: (run) => (
        <Button variant="ghost" size="sm" onClick={() => onOpen(run)}>
          {t("log")} <span className="sr-only">#{run.number}</span>
        </Button>
      ),
    },
  ];
}
