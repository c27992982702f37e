import { useTranslations } from "next-intl";
import type { Run } from "@/lib/contract/garbage-collection";

const knownPhases = [
  "restarting-read-only",
  "checking",
  "dry-run",
  "collecting",
  "verifying",
  "restarting-writable",
  "cancelling",
] as const;

/** What a run is doing now. Its progress is unknown: the collector doesn't report how much is left. */
export function RunProgress({ run }: { run: Run }) {
  const t = useTranslations("garbageCollection");
  const phase = knownPhases.find((known) => known === run.phase);
  const doing = phase ? t(`phases.${phase}`) : t(`states.${run.state}`);
  return (
    <>
      <div role="progressbar" aria-label={doing} className="my-2.5 h-1.5 overflow-hidden rounded-full bg-sunken">
        <div className="h-full w-1/3 animate-travel rounded-full bg-accent" />
      </div>
      <p className="text-muted">{doing}</p>
    </>
  );
}
