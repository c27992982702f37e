"use client";

import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { Manifest } from "@/lib/contract/manifests";
import { visibleText } from "@/lib/format/visible-text";
import { PlainTable } from "./plain-table";
import { referrerColumns } from "./referrer-columns";
import type { useAttached } from "./use-attached";

type ReferrersPanelProps = { manifest: Manifest; attached: ReturnType<typeof useAttached> };

/** Signatures, SBOMs and attestations, each group in its own table. */
export function ReferrersPanel({ manifest, attached }: ReferrersPanelProps) {
  const t = useTranslations("image.referrers");
  const what = useTranslations("image")("unreadableReferrers");
  const { items, problem, error, pending, refetch } = attached;
  const groups = (["signature", "sbom", "attestation", "other"] as const)
    .map((group) => ({ group, rows: items.filter((item) => item.group === group) }))
    .filter(({ rows }) => rows.length > 0);
  const columns = referrerColumns(t, manifest);
  return (
    <div className="flex min-w-0 flex-col gap-5">
      {error ? <ProblemNotice error={error} what={what} onRetry={refetch} /> : null}
      {problem ? (
        <Notice tone="amber" role="status" title={t("incomplete")}>
          {visibleText(problem.detail)}
        </Notice>
      ) : null}
      {groups.map(({ group, rows }) => (
        <section key={group}>
          <h2 className="mb-2 font-semibold">
            {t(`groups.${group}`)} <span className="font-normal text-faint tabular-nums">{rows.length}</span>
          </h2>
          <PlainTable
            label={t(`groups.${group}`)}
            columns={columns}
            rows={rows}
            rowKey={(row) => `${row.platform} ${row.digest}`}
          />
        </section>
      ))}
      {groups.length > 0 || error ? null : (
        <Panel>
          {pending ? (
            <div className="flex flex-col gap-4 p-4">
              <Skeleton className="h-3.5 w-1/2" />
              <Skeleton className="h-3.5 w-2/3" />
            </div>
          ) : (
            <EmptyState icon={ShieldCheck} title={t("none")}>
              <p>{t("noneDetail")}</p>
            </EmptyState>
          )}
        </Panel>
      )}
    </div>
  );
}
