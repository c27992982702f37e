import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LatestRuns } from "@/components/garbage-collection/latest-runs";
import { RegistryOverview } from "@/components/registries/registry-overview";
import { PageHeader } from "@/components/ui/page-header";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("overview");
  return { title: t("title") };
}

export default async function OverviewPage() {
  const t = await getTranslations("overview");
  return (
    <>
      <PageHeader title={t("title")} facts={t("facts")} />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_25rem]">
        <RegistryOverview />
        <LatestRuns />
      </div>
    </>
  );
}
