import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { prefetchWithin } from "@/components/api/prefetch-within";
import { createQueryClient } from "@/components/api/query-client";
import { latestRunsQuery } from "@/components/garbage-collection/garbage-collection-queries";
import { LatestRuns } from "@/components/garbage-collection/latest-runs";
import { RegistryOverview } from "@/components/registries/registry-overview";
import { PageHeader } from "@/components/ui/page-header";
import { runQuerySchema } from "@/lib/contract/garbage-collection";
import { listRuns } from "@/lib/garbage-collection/list-runs";
import { getPageActor } from "@/lib/http/page-actor";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("overview");
  return { title: t("title") };
}

export default async function OverviewPage() {
  const [actor, t] = await Promise.all([getPageActor(), getTranslations("overview")]);
  const client = createQueryClient();
  const runs = () => listRuns(actor, runQuerySchema.parse({ limit: 5 }));
  await prefetchWithin([client.prefetchQuery({ ...latestRunsQuery(), queryFn: runs })]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageHeader title={t("title")} facts={t("facts")} />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_25rem]">
        <RegistryOverview />
        <LatestRuns />
      </div>
    </HydrationBoundary>
  );
}
