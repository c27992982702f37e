"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { StartRun } from "@/lib/contract/garbage-collection";
import { collectorQuery, forgetRuns, runsQuery, startRun } from "./garbage-collection-queries";
import { isActive } from "./runs/run-state";

/**
 * Returns the state and the actions of one registry's page: its collector, its runs, the run shown, and starting a run.
 */
export function useCollection(registry: string, canRun: boolean) {
  const t = useTranslations("garbageCollection");
  const client = useQueryClient();
  const [wantsUntagged, setRemoveUntagged] = useState(false);
  const [followedId, setFollowedId] = useState<string | null>(null);
  const collector = useQuery(collectorQuery(registry));
  const history = useInfiniteQuery(runsQuery(registry));
  const runs = history.data?.pages.flatMap((page) => page.items) ?? [];
  const active = runs.find(isActive);
  // A run that ends stays on the page until its reader closes it.
  if (active && active.id !== followedId) setFollowedId(active.id);
  const removeUntagged = wantsUntagged && collector.data?.removeUntaggedBlockedBy === null;
  const start = useMutation({
    mutationFn: (wanted: Omit<StartRun, "registry">) => startRun({ registry, removeUntagged, ...wanted }),
    onSuccess: (run) => setFollowedId(run.id),
    onSettled: () => forgetRuns(client),
  });
  const busy = active !== undefined || start.isPending;
  return {
    collector,
    history,
    runs,
    active,
    followed: active ?? runs.find((run) => run.id === followedId),
    close: () => setFollowedId(null),
    removeUntagged,
    setRemoveUntagged,
    start,
    disabledBecause: canRun ? (busy ? t("alreadyRunning") : null) : t("needsAdmin"),
  };
}
