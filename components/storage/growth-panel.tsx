"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import type { StorageSample } from "@/lib/contract/storage";
import { growthPoints } from "./growth";
import { GrowthChart } from "./growth-chart";
import { GrowthTable } from "./growth-table";

/** The growth of the registry, one point for each day: as a chart, or as a table. */
export function GrowthPanel({ samples }: { samples: readonly StorageSample[] }) {
  const t = useTranslations("storage.growth");
  const [view, setView] = useState<"chart" | "table">("chart");
  const points = growthPoints(samples);
  return (
    <section aria-labelledby="growth" className="flex min-w-0 flex-col">
      <div className="mb-2.5 flex min-h-8.5 items-center gap-3">
        <h2 id="growth" className="flex-1 font-semibold">
          {t("title")}
        </h2>
        {points.length > 1 ? (
          <Segmented
            label={t("view")}
            value={view}
            segments={[
              { value: "chart", label: t("chart") },
              { value: "table", label: t("table") },
            ]}
            onValueChange={setView}
          />
        ) : null}
      </div>
      <Panel className="min-h-72 flex-1 [contain:size]">
        {points.length < 2 ? (
          <p className="p-4 text-muted">{t(points.length === 0 ? "none" : "one")}</p>
        ) : view === "table" ? (
          <GrowthTable points={points} />
        ) : (
          <GrowthChart points={points} />
        )}
      </Panel>
    </section>
  );
}
