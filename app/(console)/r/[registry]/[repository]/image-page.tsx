import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { PageTexts } from "@/app/page-texts";
import { prefetchWithin } from "@/components/api/prefetch-within";
import { createQueryClient } from "@/components/api/query-client";
import { manifestQuery } from "@/components/images/image-queries";
import { getPageActor } from "@/lib/http/page-actor";
import { getImage } from "@/lib/images/get-image";
import { getPageRegistry } from "./get-page-registry";
import { ImageScreen } from "./image-screen";

type ImagePageProps = {
  registry: string;
  repository: string;
  reference: string;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The page of one manifest, by tag or by digest. */
export async function ImagePage({ registry, repository, reference, searchParams }: ImagePageProps) {
  const [actor, query] = await Promise.all([getPageActor(), searchParams]);
  const { pullHost, plainHttp } = getPageRegistry(actor, registry);
  const platform = typeof query.platform === "string" ? query.platform : null;
  const client = createQueryClient();
  const asked = { platform: platform ?? undefined, indexed: true };
  const read = () => getImage(actor, registry, repository, reference, asked);
  const image = { ...manifestQuery({ registry, repository, reference }, platform), queryFn: read };
  await prefetchWithin([client.prefetchQuery(image)]);
  // The page shows the index's answer at once and then asks the registry for it.
  client.setQueryData(image.queryKey, (data) => data, { updatedAt: 0 });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTexts of={["artifactKinds", "deletion", "deletionPlan", "image", "pullCommand", "tagHistory", "undo"]}>
        <ImageScreen
          key={reference}
          registry={registry}
          repository={repository}
          reference={reference}
          pullHost={pullHost}
          plainHttp={plainHttp}
        />
      </PageTexts>
    </HydrationBoundary>
  );
}
