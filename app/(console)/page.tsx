import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageTexts } from "@/app/page-texts";
import { prefetchWithin } from "@/components/api/prefetch-within";
import { createQueryClient } from "@/components/api/query-client";
import { latestRunsQuery } from "@/components/garbage-collection/garbage-collection-queries";
import { overviewStorage, recentPushesQuery, storageQuery } from "@/components/storage/storage-queries";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { canDo } from "@/lib/auth/authorize";
import { listRecentPushes } from "@/lib/catalog/list-recent-pushes";
import { listRegistryTitles } from "@/lib/catalog/list-registry-titles";
import { recentPushQuerySchema } from "@/lib/contract/recent-pushes";
import { listRuns } from "@/lib/garbage-collection/list-runs";
import { getPageActor } from "@/lib/http/page-actor";
import { getStorage } from "@/lib/storage/get-storage";
import { OverviewSections } from "./overview-sections";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("overview");
  return { title: t("title") };
}

export default async function OverviewPage() {
  const [actor, t] = await Promise.all([getPageActor(), getTranslations("overview")]);
  const registries = listRegistryTitles(actor).map(({ name, title }) => ({ name, title }));
  const whole = registries.filter(({ name }) => canDo(actor, "registry:read-all", { registry: name }));
  const mayReadRuns = canDo(actor, "garbage-collection:read");
  const client = createQueryClient();
  const pushes = () => listRecentPushes(actor, recentPushQuerySchema.parse({}));
  await prefetchWithin([
    ...(mayReadRuns ? [client.prefetchQuery(latestRunsQuery((asked) => listRuns(actor, asked)))] : []),
    client.prefetchQuery({ ...recentPushesQuery(), queryFn: pushes }),
    ...whole.map(({ name }) =>
      client.prefetchQuery(storageQuery(name, overviewStorage, (asked) => getStorage(actor, name, asked))),
    ),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTexts of={["garbageCollection.kind", "garbageCollection.states", "overview", "storage.growth"]}>
        <PageHeader title={t("title")} facts={t("facts")} />
        {registries.length > 0 ? (
          <OverviewSections registries={whole} mayReadRuns={mayReadRuns} />
        ) : (
          <Notice title={t("noAccess.title")}>{t("noAccess.text")}</Notice>
        )}
      </PageTexts>
    </HydrationBoundary>
  );
}
