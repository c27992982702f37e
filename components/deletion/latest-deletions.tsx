"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Timestamp } from "@/components/ui/timestamp";
import type { PlannedDeletion } from "@/lib/contract/deletions";
import { pagePaths } from "@/lib/contract/paths";
import { deletionsQuery } from "./deletion-queries";
import { isAllBack, stateTone } from "./deletion-state";

const shown = 5;

/** The running, paused and latest deletions of several things, each with a link to its page. */
export function LatestDeletions({ registry }: { registry: string }) {
  const t = useTranslations("trash");
  const { data, error, refetch } = useQuery(deletionsQuery(registry));
  if (error && !data)
    return (
      <ProblemNotice error={error} what={t("deletionsUnreadable")} onRetry={() => void refetch()} className="mb-5" />
    );
  const several = (data?.items ?? []).filter(({ counts, state }) => counts.all > 2 || state !== "done").slice(0, shown);
  if (several.length === 0) return null;
  return (
    <section aria-labelledby="latest-deletions" className="mb-5">
      <h2 id="latest-deletions" className="mb-2.5 font-semibold">
        {t("deletionsOf")}
      </h2>
      <Panel>
        <ul className="divide-y divide-line">
          {several.map((deletion) => (
            <DeletionRow key={deletion.id} deletion={deletion} />
          ))}
        </ul>
      </Panel>
    </section>
  );
}

function DeletionRow({ deletion }: { deletion: PlannedDeletion }) {
  const t = useTranslations("deletionJob");
  const count = useTranslations("deletionPlan");
  const { id, repository, tags, attachedTags, state, counts, startedAt } = deletion;
  return (
    <li className="flex h-10 items-center gap-4 px-4">
      <Link href={pagePaths.plannedDeletion(id)} className="min-w-0 flex-1 truncate hover:text-accent">
        <span className="font-[550]">{count("count", { count: tags + attachedTags })}</span>{" "}
        <span className="text-muted">{repository}</span>
      </Link>
      <span className="text-muted tabular-nums max-sm:hidden">
        {t("of", { done: counts.done + counts.failed + counts.skipped, all: counts.all })}
      </span>
      <Badge tone={stateTone(deletion)}>
        {counts.restoring > 0 ? t("restoring") : isAllBack(deletion) ? t("counts.restored") : t(`states.${state}`)}
      </Badge>
      <Timestamp value={startedAt} className="w-28 text-right text-muted max-md:hidden" />
    </li>
  );
}
