import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageTexts } from "@/app/page-texts";
import { prefetchWithin } from "@/components/api/prefetch-within";
import { createQueryClient } from "@/components/api/query-client";
import { deletionsQuery, trashQuery } from "@/components/deletion/deletion-queries";
import { TrashPage } from "@/components/deletion/trash-page";
import { readTrashView, toTrashFilter } from "@/components/deletion/trash-view";
import { canDo } from "@/lib/auth/authorize";
import { listRegistryTitles } from "@/lib/catalog/list-registry-titles";
import { listDeletions } from "@/lib/deletion/list-deletions";
import { listTrash } from "@/lib/deletion/list-trash";
import { getPageActor } from "@/lib/http/page-actor";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("trash"))("title") };
}

export default async function TrashRoute({ searchParams }: Props) {
  const [actor, search] = await Promise.all([getPageActor(), searchParams]);
  const registries = listRegistryTitles(actor).map(({ name }) => name);
  const filter = toTrashFilter(readTrashView(search, registries));
  const client = createQueryClient();
  await prefetchWithin([
    client.prefetchInfiniteQuery(trashQuery(filter, (asked) => listTrash(actor, asked))),
    client.prefetchQuery(deletionsQuery(filter.registry, (asked) => listDeletions(actor, asked))),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTexts of={["deletionJob", "deletionPlan", "trash"]}>
        <TrashPage registries={registries} mayRestore={canDo(actor, "tag:restore")} />
      </PageTexts>
    </HydrationBoundary>
  );
}
