"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { RegistryNotifications } from "./registry-notifications";
import { registrySettingsQuery } from "./settings-queries";

/** Each registry, with how it reports events to the console. */
export function RegistriesSettings() {
  const t = useTranslations("settings.registries");
  return (
    <>
      <PageHeader title={t("title")} facts={<p className="max-w-3xl">{t("facts")}</p>} />
      <Registries />
      <p className="mt-4 max-w-3xl text-muted text-sm">{t("others")}</p>
    </>
  );
}

function Registries() {
  const t = useTranslations("settings.registries");
  const { data: registries, error, refetch, isFetching } = useQuery(registrySettingsQuery());
  if (error && !registries)
    return <ProblemNotice error={error} what={t("unreadable")} onRetry={() => void refetch()} retrying={isFetching} />;
  return (
    <div className="flex flex-col gap-4">
      {registries?.map((registry) => <RegistryNotifications key={registry.name} registry={registry} />) ?? (
        <PanelSkeleton />
      )}
    </div>
  );
}

function PanelSkeleton() {
  return (
    <Panel className="flex min-h-64 flex-col gap-4 p-5">
      <Skeleton className="h-5 w-2/5" />
      <Skeleton className="h-4 w-1/4" />
      <Skeleton className="h-14 w-full" />
      <Skeleton className="h-4 w-3/5" />
    </Panel>
  );
}
