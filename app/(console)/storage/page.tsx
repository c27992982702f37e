import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageTexts } from "@/app/page-texts";
import { prefetchWithin } from "@/components/api/prefetch-within";
import { createQueryClient } from "@/components/api/query-client";
import { StoragePage } from "@/components/storage/storage-page";
import { largestQuery, storageQuery } from "@/components/storage/storage-queries";
import { mostTiles, readStorageView } from "@/components/storage/storage-view";
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
  const { name, title } = registries.find((known) => known.name === query.registry) ?? registries[0] ?? notFound();
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
