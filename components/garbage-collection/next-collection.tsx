"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { ApiError } from "@/components/api/api-error";
import { ExactTime } from "@/components/ui/exact-time";
import { Explained } from "@/components/ui/overlay/explained";
import type { Collector } from "@/lib/contract/garbage-collection";
import { scheduleQuery } from "./garbage-collection-queries";

const ScheduleDialog = lazy(() =>
  import("./schedule-dialog").then(({ ScheduleDialog }) => ({ default: ScheduleDialog })),
);

/** When the registry is next collected automatically. */
export function NextCollection({ registry }: { registry: string }) {
  const t = useTranslations("garbageCollection.schedule");
  const { data, error } = useQuery(scheduleQuery(registry));
  if (error && !data) return <Unreadable why={error instanceof ApiError ? error.problem.detail : null} />;
  if (!data) return <span className="text-faint">…</span>;
  const [next] = data.nextRuns;
  return next ? <ExactTime value={next} className="text-base" /> : <span className="text-faint">{t("none")}</span>;
}

function Unreadable({ why }: { why: string | null }) {
  const t = useTranslations("garbageCollection.schedule");
  if (!why) return <span className="text-faint">{t("unreadable")}</span>;
  return (
    <Explained meaning={why} className="text-faint">
      {t("unreadable")}
    </Explained>
  );
}

/** The button that changes the schedule. */
export function ChangeSchedule({ collector }: { collector: Collector }) {
  const t = useTranslations("garbageCollection.schedule");
  const [changing, setChanging] = useState(false);
  const { data } = useQuery(scheduleQuery(collector.registry));
  if (!data) return null;
  return (
    <>
      <button type="button" onClick={() => setChanging(true)} className="text-accent hover:underline">
        {data.schedule ? t("change") : t("set")}
      </button>
      <Suspense>
        {changing ? <ScheduleDialog collector={collector} scheduled={data} onClose={() => setChanging(false)} /> : null}
      </Suspense>
    </>
  );
}
