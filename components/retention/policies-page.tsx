"use client";

import { useQuery } from "@tanstack/react-query";
import { ListFilter, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ExactTime } from "@/components/ui/exact-time";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { cleanUpPagePaths } from "@/lib/contract/clean-up-paths";
import type { Policy } from "@/lib/contract/policies";
import { policiesQuery } from "./policies-queries";
import { PolicyRuns } from "./policy-runs";
import { Protections } from "./protections";

type PoliciesPageProps = { registry: string; mayChange: boolean };

/** Deletion by rules: the policies, the results of their runs, and the tags that nobody deletes. */
export function PoliciesPage({ registry, mayChange }: PoliciesPageProps) {
  const t = useTranslations("policies");
  const { data, error, refetch, isFetching } = useQuery(policiesQuery());
  const add = (
    <Link href={cleanUpPagePaths.newPolicy({ registry })} className={buttonClass({ variant: "primary" })}>
      <Plus aria-hidden />
      {t("add")}
    </Link>
  );
  return (
    <>
      <PageHeader title={t("title")} actions={mayChange ? add : null} />
      <p className="-mt-2 mb-4.5 max-w-3xl text-muted">{t("intro")}</p>
      {error && !data ? (
        <ProblemNotice error={error} what={t("unreadable")} onRetry={() => void refetch()} retrying={isFetching} />
      ) : (
        <Panel className="mb-6">
          {data?.items.length === 0 ? (
            <EmptyState icon={ListFilter} title={t("empty")}>
              <p>{t("emptyDetail")}</p>
            </EmptyState>
          ) : null}
          <ul className="divide-y divide-line">
            {data?.items.map((policy) => (
              <PolicyRow key={policy.id} policy={policy} />
            ))}
          </ul>
        </Panel>
      )}
      <PolicyRuns mayRestore={mayChange} />
      <Protections registry={registry} mayChange={mayChange} />
    </>
  );
}

function PolicyRow({ policy: { id, spec, nextRuns } }: { policy: Policy }) {
  const t = useTranslations("policies");
  const [next] = nextRuns;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <span className="min-w-0 flex-1 basis-60">
        <Link href={cleanUpPagePaths.policy(id)} className="font-[550] hover:text-accent">
          {spec.name}
        </Link>
        <span className="block truncate text-muted">
          {spec.registry}: {spec.repositories.include.join(", ")}
        </span>
      </span>
      <span className="text-muted">
        {next ? t.rich("next", { time: () => <ExactTime value={next} /> }) : t(spec.schedule ? "off" : "byHand")}
      </span>
      <Badge tone={next ? "green" : "neutral"}>{t(next ? "on" : "notScheduled")}</Badge>
    </li>
  );
}
