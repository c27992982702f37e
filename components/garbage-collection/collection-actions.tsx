"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Collector, Run } from "@/lib/contract/garbage-collection";

const CollectDialog = lazy(() => import("./collect-dialog").then(({ CollectDialog }) => ({ default: CollectDialog })));

type CollectionActionsProps = {
  title: string;
  collector: Collector | undefined;
  removeUntagged: boolean;
  found: Run | undefined;
  /** Why nothing can be started now; null if something can. */
  disabledBecause: string | null;
  /** Why only a dry run is possible; null if a collection is possible too. */
  collectDisabledBecause: string | null;
  onStart: (dryRun: boolean) => void;
};

export function CollectionActions(props: CollectionActionsProps) {
  const { title, collector, removeUntagged, found, disabledBecause, onStart } = props;
  const collectDisabledBecause = disabledBecause ?? props.collectDisabledBecause;
  const t = useTranslations("garbageCollection");
  const [confirming, setConfirming] = useState(false);
  const disabled = !collector || disabledBecause !== null;
  return (
    <>
      <Button
        onClick={() => onStart(true)}
        disabled={disabled || !collector.canLook}
        title={disabledBecause ?? (collector?.canLook === false ? t("noDryRun") : undefined)}
      >
        {t("dryRun")}
      </Button>
      <Button
        variant="primary"
        onClick={() => setConfirming(true)}
        disabled={!collector || collectDisabledBecause !== null}
        title={collectDisabledBecause ?? undefined}
      >
        {t("collectNow")}
      </Button>
      <Suspense>
        {confirming && collector ? (
          <CollectDialog
            registry={collector.registry}
            title={title}
            whileCollecting={collector.whileCollecting}
            removeUntagged={removeUntagged}
            found={found}
            onCollect={() => onStart(false)}
            onClose={() => setConfirming(false)}
          />
        ) : null}
      </Suspense>
    </>
  );
}
