import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageTexts } from "@/app/page-texts";
import { prefetchWithin } from "@/components/api/prefetch-within";
import { createQueryClient } from "@/components/api/query-client";
import { tagPageQuery } from "@/components/tags/tags-queries";
import { readTagsView } from "@/components/tags/tags-view";
import { canDo } from "@/lib/auth/authorize";
import { listTags } from "@/lib/catalog/list-tags";
import { getPageActor } from "@/lib/http/page-actor";
import { getPageParams, registryParam, repositoryParam } from "@/lib/http/params";
import { getPageRegistry } from "./get-page-registry";
import { RepositoryScreen } from "./repository-screen";

type Props = {
  params: Promise<{ registry: string; repository: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const shape = { registry: registryParam, repository: repositoryParam };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getPageParams(params, shape)).repository };
}

export default async function RepositoryPage({ params, searchParams }: Props) {
  const [actor, { registry, repository }] = await Promise.all([getPageActor(), getPageParams(params, shape)]);
  const { pullHost, plainHttp } = getPageRegistry(actor, registry);
  const view = readTagsView(await searchParams);
  const client = createQueryClient();
  const tags = tagPageQuery({ registry, repository, view, page: 0 }, (query) =>
    listTags(actor, registry, repository, query, "opened"),
  );
  await prefetchWithin([client.prefetchQuery(tags)]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTexts of={["artifactKinds", "deletion", "deletionPlan", "pullCommand", "repository", "undo"]}>
        <RepositoryScreen
          registry={registry}
          repository={repository}
          pullHost={pullHost}
          plainHttp={plainHttp}
          mayDelete={canDo(actor, "tag:delete", { registry, repository })}
        />
      </PageTexts>
    </HydrationBoundary>
  );
}
