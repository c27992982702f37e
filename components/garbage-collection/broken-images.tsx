"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { BrokenImage } from "@/lib/contract/garbage-collection";
import { pagePaths } from "@/lib/contract/paths";
import { AcceptBroken, type AcceptBrokenProps } from "./accept-broken";
import { brokenQuery } from "./garbage-collection-queries";

const mostShown = 8;

type BrokenImagesProps = Omit<AcceptBrokenProps, "onRun" | "onClose"> & {
  /** Plans the deletion of these tags; undefined if the reader may not delete them. */
  onDelete: ((repository: string, tags: string[]) => void) | undefined;
  /** Runs again although images are broken; undefined while no run may start. */
  onRun: AcceptBrokenProps["onRun"] | undefined;
};

/** The broken images that kept a run from starting, and what can be done about each. */
export function BrokenImages({ run, title, collector, onDelete, onRun }: BrokenImagesProps) {
  const t = useTranslations("garbageCollection.broken");
  const { data, error, refetch } = useQuery(brokenQuery(run.id));
  const [accepting, setAccepting] = useState(false);
  if (error && !data) return <ProblemNotice error={error} what={t("unreadable")} onRetry={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  // A rehearsal removes nothing, so there is nothing to confirm.
  const { dryRun, rehearsal, removeUntagged } = run;
  const again = () =>
    dryRun ? onRun?.({ dryRun, rehearsal, removeUntagged, acceptBroken: true }) : setAccepting(true);
  const repositories = Map.groupBy(data.items, ({ repository }) => repository);
  return (
    <Notice tone="amber" className="mb-4.5" title={t("title", { number: run.number, count: data.total })}>
      <p className="max-w-3xl">{t("why")}</p>
      <ul className="my-3 flex flex-col gap-3">
        {[...repositories].slice(0, mostShown).map(([repository, images]) => (
          <li key={repository} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
            <Images registry={run.registry} repository={repository} images={images} />
            {onDelete ? (
              <Button
                size="sm"
                onClick={() =>
                  onDelete(
                    repository,
                    images.map(({ tag }) => tag),
                  )
                }
              >
                {t("delete", { count: images.length })}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {repositories.size > mostShown ? (
        <p className="mb-3">{t("more", { count: repositories.size - mostShown })}</p>
      ) : null}
      {onRun ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Button size="sm" onClick={again}>
            {t("accept")}
          </Button>
          <span className="text-muted">{t("acceptMeaning")}</span>
        </div>
      ) : null}
      {accepting && onRun ? (
        <AcceptBroken run={run} title={title} collector={collector} onRun={onRun} onClose={() => setAccepting(false)} />
      ) : null}
    </Notice>
  );
}

type ImagesProps = { registry: string; repository: string; images: readonly BrokenImage[] };

function Images({ registry, repository, images }: ImagesProps) {
  const t = useTranslations("garbageCollection.broken");
  return (
    <ul className="min-w-0">
      {images.slice(0, mostShown).map(({ tag, detail }) => (
        <li key={tag} className="wrap-anywhere">
          <Link href={pagePaths.tag(registry, repository, tag)} className="font-medium hover:underline">
            {repository}:{tag}
          </Link>{" "}
          <span className="text-muted">{detail}</span>
        </li>
      ))}
      {images.length > mostShown ? <li>{t("moreTags", { count: images.length - mostShown })}</li> : null}
    </ul>
  );
}
