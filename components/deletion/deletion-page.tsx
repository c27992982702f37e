"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { RepositoryName } from "@/components/ui/repository-name";
import { Timestamp } from "@/components/ui/timestamp";
import type { PlannedDeletion } from "@/lib/contract/deletions";
import { DeletionActions } from "./deletion-actions";
import { DeletionCounts } from "./deletion-counts";
import { DeletionItems } from "./deletion-items";
import { DeletionNotices } from "./deletion-notices";
import { DeletionProgress } from "./deletion-progress";
import { plannedDeletionQuery } from "./deletion-queries";
import { isAllBack, stateTone } from "./deletion-state";

type DeletionPageProps = { registry: string; id: string; mayDelete: boolean };

/** The progress of a deletion, the actions it allows, and the outcome of each of its items. */
export function DeletionPage({ registry, id, mayDelete }: DeletionPageProps) {
  const t = useTranslations("deletionJob");
  const { data: deletion, error, refetch, isFetching } = useQuery(plannedDeletionQuery(registry, id));
  if (!deletion)
    return error ? (
      <ProblemNotice error={error} what={t("unreadable")} onRetry={() => void refetch()} retrying={isFetching} />
    ) : null;
  return (
    <>
      <PageHeader
        title={t(deletion.state === "planned" ? "planTitle" : "title", { repository: deletion.repository })}
        facts={<Facts deletion={deletion} />}
        actions={mayDelete ? <DeletionActions deletion={deletion} /> : null}
      />
      <DeletionNotices deletion={deletion} />
      <DeletionProgress deletion={deletion} />
      <DeletionCounts deletion={deletion} />
      <DeletionItems deletion={deletion} />
    </>
  );
}

function Facts({ deletion }: { deletion: PlannedDeletion }) {
  const t = useTranslations("deletionJob");
  const { registry, repository, state, counts, createdBy, createdAt, startedAt } = deletion;
  return (
    <>
      <Badge tone={stateTone(deletion)}>
        {counts.restoring > 0 ? t("restoring") : isAllBack(deletion) ? t("counts.restored") : t(`states.${state}`)}
      </Badge>
      <RepositoryName registry={registry} name={repository} />
      <span>{t("by", { name: createdBy })}</span>
      <Timestamp value={startedAt ?? createdAt} />
    </>
  );
}
