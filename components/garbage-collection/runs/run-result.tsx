import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { Run } from "@/lib/contract/garbage-collection";

const colours: Record<Run["state"], string> = {
  queued: "text-muted",
  running: "text-accent",
  succeeded: "text-green",
  failed: "text-red",
  cancelled: "text-amber",
};

/** How the run ended, or that it is active; the reason of a failure is shown on hover. */
export function RunResult({ run, className }: { run: Run; className?: string }) {
  const t = useTranslations("garbageCollection.states");
  return (
    <span className={clsx("truncate", colours[run.state], className)} title={run.failure?.detail}>
      {t(run.state)}
      {run.failure ? <span className="text-muted">: {run.failure.detail}</span> : null}
    </span>
  );
}
