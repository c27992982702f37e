import type { Collector, Run, StartRun } from "@/lib/contract/garbage-collection";
import { CollectDialog } from "./collect-dialog";

export type AcceptBrokenProps = {
  /** The one that images kept from beginning. */
  run: Run;
  title: string;
  collector: Collector;
  onRun: (body: Pick<StartRun, "dryRun" | "rehearsal" | "removeUntagged" | "acceptBroken">) => void;
  onClose: () => void;
};

/** The same collection again, with the images that are not whole let be. */
export function AcceptBroken({ run, title, collector, onRun, onClose }: AcceptBrokenProps) {
  const { removeUntagged } = run;
  return (
    <CollectDialog
      registry={collector.registry}
      title={title}
      whileCollecting={collector.whileCollecting}
      removeUntagged={removeUntagged}
      acceptBroken
      found={undefined}
      onCollect={() => onRun({ dryRun: false, removeUntagged, acceptBroken: true })}
      onClose={onClose}
    />
  );
}
