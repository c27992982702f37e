"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { formatCount } from "@/lib/format/count";
import { indexProgressQuery } from "./registries-queries";

/** The progress of the console's first reading of a registry; empty once everything is read. */
export function ReadingProgress({ registry }: { registry: string }) {
  const t = useTranslations("overview.reading");
  const { data: progress } = useQuery(indexProgressQuery(registry));
  if (!progress || progress.state === "idle" || progress.state === "paused") return null;
  const { repositories, repositoriesListed, tags, tagsRead } = progress;
  const isListing = repositoriesListed < repositories;
  if (!isListing && tagsRead >= tags) return null;
  const part = isListing ? repositoriesListed / Math.max(1, repositories) : tagsRead / Math.max(1, tags);
  const counts = { read: formatCount(tagsRead), listed: formatCount(repositoriesListed) };
  const words = progress.state === "waiting" ? "waiting" : isListing ? "listing" : "reading";
  const all = formatCount(words === "listing" ? repositories : tags);
  return (
    <div>
      <p className="text-muted tabular-nums">{t(words, { ...counts, all })}</p>
      <div
        role="progressbar"
        aria-label={t("bar")}
        aria-valuenow={Math.floor(part * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        className="mt-1.5 h-1.5 overflow-clip rounded-full bg-sunken"
      >
        <div className="h-full rounded-full bg-accent" style={{ width: `${part * 100}%` }} />
      </div>
    </div>
  );
}
