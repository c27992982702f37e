import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NeedsWholeRegistry } from "@/app/(console)/needs-whole-registry";
import { PageTexts } from "@/app/page-texts";
import { prefetchWithin } from "@/components/api/prefetch-within";
import { createQueryClient } from "@/components/api/query-client";
import { collectorQuery, runsQuery } from "@/components/garbage-collection/garbage-collection-queries";
import { canDo } from "@/lib/auth/authorize";
import { listRegistryTitles } from "@/lib/catalog/list-registry-titles";
import { getCollector } from "@/lib/garbage-collection/get-collector";
import { listRuns } from "@/lib/garbage-collection/list-runs";
import { getPageActor } from "@/lib/http/page-actor";
import { CollectionScreen } from "./collection-screen";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("garbageCollection");
  return { title: t("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function GarbageCollectionPage({ searchParams }: Props) {
  const [actor, query] = await Promise.all([getPageActor(), searchParams]);
  const registries = listRegistryTitles(actor);
  const chosen = registries.find(({ name }) => name === query.registry) ?? registries[0];
  if (!chosen || !canDo(actor, "registry:read-all", { registry: chosen.name }))
    return <NeedsWholeRegistry page={(await getTranslations("garbageCollection"))("title")} registry={chosen?.title} />;
  const { name, title } = chosen;
  const rights = {
    canRun: canDo(actor, "garbage-collection:run", { registry: name }),
    mayDelete: canDo(actor, "tag:delete", { registry: name }),
  };
  const client = createQueryClient();
  await prefetchWithin([
    client.prefetchQuery({ ...collectorQuery(name), queryFn: () => getCollector(actor, name) }),
    client.prefetchInfiniteQuery(runsQuery(name, (asked) => listRuns(actor, asked))),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTexts of={["deletion", "deletionPlan", "garbageCollection", "undo"]}>
        <CollectionScreen key={name} registry={name} title={title} {...rights} />
      </PageTexts>
    </HydrationBoundary>
  );
}
