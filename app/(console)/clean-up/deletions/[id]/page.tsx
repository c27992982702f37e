import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageTexts } from "@/app/page-texts";
import { createQueryClient } from "@/components/api/query-client";
import { DeletionPage } from "@/components/deletion/deletion-page";
import { plannedDeletionQuery } from "@/components/deletion/deletion-queries";
import { canDo } from "@/lib/auth/authorize";
import { getDeletion } from "@/lib/deletion/list-deletions";
import { isAppError } from "@/lib/errors/app-error";
import { getPageActor } from "@/lib/http/page-actor";
import { getPageParams, idParam } from "@/lib/http/params";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("deletionJob"))("list") };
}

export default async function PlannedDeletionPage({ params }: Props) {
  const [actor, { id }] = await Promise.all([getPageActor(), getPageParams(params, { id: idParam })]);
  const deletion = await getDeletion(actor, id).catch((error: unknown) => {
    if (isAppError(error, "not-found")) notFound();
    throw error;
  });
  const { registry, repository } = deletion;
  const client = createQueryClient();
  client.setQueryData(plannedDeletionQuery(registry, id).queryKey, deletion);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTexts of={["deletionJob"]}>
        <DeletionPage registry={registry} id={id} mayDelete={canDo(actor, "tag:delete", { registry, repository })} />
      </PageTexts>
    </HydrationBoundary>
  );
}
