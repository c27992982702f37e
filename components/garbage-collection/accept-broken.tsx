import type { Collector, Run, StartRun } from "@/lib/contract/garbage-collection";
import { CollectDialog } from "./collect-dialog";

export type AcceptBrokenProps = {
  /** The run that broken images kept from starting. */
  run: Run;
  title: string;
  collector: Collector;
  onRun: (body: Pick<StartRun, "dryRun" | "rehearsal" | "removeUntagged" | "acceptBroken">) => void;
  onClose: () => void;
};

/** The dialog that starts the same collection again and accepts the broken images. */
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
