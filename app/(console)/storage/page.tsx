import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NeedsWholeRegistry } from "@/app/(console)/needs-whole-registry";
import { PageTexts } from "@/app/page-texts";
import { prefetchWithin } from "@/components/api/prefetch-within";
import { createQueryClient } from "@/components/api/query-client";
import { StoragePage } from "@/components/storage/storage-page";
import { largestQuery, storageQuery } from "@/components/storage/storage-queries";
import { mostTiles, readStorageView } from "@/components/storage/storage-view";
import { canDo } from "@/lib/auth/authorize";
import { listRegistryTitles } from "@/lib/catalog/list-registry-titles";
import { listRepositories } from "@/lib/catalog/list-repositories";
import { getPageActor } from "@/lib/http/page-actor";
import { getStorage } from "@/lib/storage/get-storage";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("storage");
  return { title: t("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const [actor, query] = await Promise.all([getPageActor(), searchParams]);
  const registries = listRegistryTitles(actor);
  const chosen = registries.find(({ name }) => name === query.registry) ?? registries[0];
  if (!chosen || !canDo(actor, "registry:read-all", { registry: chosen.name }))
    return <NeedsWholeRegistry page={(await getTranslations("storage"))("title")} registry={chosen?.title} />;
  const { name, title } = chosen;
  const { by, sort } = readStorageView(query);
  const wanted = { by, limit: mostTiles };
  const client = createQueryClient();
  await prefetchWithin([
    client.prefetchQuery(storageQuery(name, wanted, (asked) => getStorage(actor, name, asked))),
    client.prefetchQuery(largestQuery(name, sort, (asked) => listRepositories(actor, name, asked))),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTexts of={["storage"]}>
        <StoragePage key={name} registry={name} title={title} />
      </PageTexts>
    </HydrationBoundary>
  );
}
