"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { registriesQuery } from "./registries-queries";
import { RegistryCard } from "./registry-card";

/** Every registry of the configuration: whether it answers, what it holds and what it can do. */
export function RegistryOverview() {
  const t = useTranslations("overview");
  return (
    <section aria-labelledby="registries" className="min-w-0">
      <h2 id="registries" className="mb-2.5 font-semibold">
        {t("registries")}
      </h2>
      <RegistryCards />
    </section>
  );
}

function RegistryCards() {
  const t = useTranslations("overview");
  const { data: registries, error, refetch, isFetching } = useQuery(registriesQuery());
  if (error && !registries) {
    return <ProblemNotice error={error} what={t("unreadable")} onRetry={() => void refetch()} retrying={isFetching} />;
  }
  if (registries?.length === 0) {
    return (
      <Panel>
        <EmptyState title={t("none")}>{t("noneDetail")}</EmptyState>
      </Panel>
    );
  }
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,21rem),1fr))] gap-4">
      {registries?.map((registry) => <RegistryCard key={registry.name} registry={registry} />) ?? <CardSkeleton />}
    </div>
  );
}

function CardSkeleton() {
  return (
    <Panel className="flex min-h-64 flex-col gap-4 p-4">
      <Skeleton className="h-5 w-2/5" />
      <Skeleton className="h-4 w-3/5" />
      <Skeleton className="mt-2 h-7 w-1/4" />
      <Skeleton className="h-4 w-4/5" />
      <Skeleton className="h-4 w-3/4" />
      <Skeleton className="h-4 w-2/3" />
    </Panel>
  );
}
