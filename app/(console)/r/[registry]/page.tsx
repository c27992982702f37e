import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageTexts } from "@/app/page-texts";
import { prefetchWithin } from "@/components/api/prefetch-within";
import { createQueryClient } from "@/components/api/query-client";
import { repositoriesQuery } from "@/components/repositories/repositories-queries";
import { RepositoryList } from "@/components/repositories/repository-list";
import { readRepositorySearch } from "@/components/repositories/repository-search";
import { listRegistryTitles } from "@/lib/catalog/list-registry-titles";
import { listRepositories } from "@/lib/catalog/list-repositories";
import { getPageActor } from "@/lib/http/page-actor";
import { getPageParams, registryParam } from "@/lib/http/params";

type Props = {
  params: Promise<{ registry: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

async function findRegistry(params: Props["params"]) {
  const { registry: name } = await getPageParams(params, { registry: registryParam });
  return listRegistryTitles(await getPageActor()).find((registry) => registry.name === name) ?? notFound();
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await findRegistry(params)).title };
}

export default async function RepositoriesPage({ params, searchParams }: Props) {
  const [actor, registry, query] = await Promise.all([getPageActor(), findRegistry(params), searchParams]);
  const { search } = readRepositorySearch(query);
  const client = createQueryClient();
  const repositories = repositoriesQuery(registry.name, search, (asked) =>
    listRepositories(actor, registry.name, asked, "opened"),
  );
  await prefetchWithin([client.prefetchInfiniteQuery(repositories)]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTexts of={["repositories"]}>
        <RepositoryList registry={registry.name} title={registry.title} pullHost={registry.pullHost} />
      </PageTexts>
    </HydrationBoundary>
  );
}
