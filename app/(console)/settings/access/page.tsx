import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageTexts } from "@/app/page-texts";
import { grantsQuery, peopleQuery, teamsQuery } from "@/components/access/access-queries";
import { AccessScreen } from "@/components/access/access-screen";
import { prefetchWithin } from "@/components/api/prefetch-within";
import { createQueryClient } from "@/components/api/query-client";
import { listGrants } from "@/lib/access/grants";
import { listTeams } from "@/lib/access/teams";
import { canDo } from "@/lib/auth/authorize";
import { listPeople } from "@/lib/auth/list-people";
import { listRegistryTitles } from "@/lib/catalog/list-registry-titles";
import { getPageActor } from "@/lib/http/page-actor";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access");
  return { title: t("title") };
}

export default async function AccessPage() {
  const actor = await getPageActor();
  const client = createQueryClient();
  await prefetchWithin([
    client.prefetchQuery({ ...grantsQuery(), queryFn: () => listGrants(actor, {}) }),
    client.prefetchQuery({ ...teamsQuery(), queryFn: () => listTeams(actor) }),
    ...(canDo(actor, "people:read")
      ? [client.prefetchQuery({ ...peopleQuery(), queryFn: () => listPeople(actor) })]
      : []),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTexts of={["access"]}>
        <AccessScreen
          role={actor.role}
          held={[...(actor.grants ?? [])]}
          registries={listRegistryTitles(actor).map(({ name }) => name)}
          mayGrant={canDo(actor, "access:change")}
        />
      </PageTexts>
    </HydrationBoundary>
  );
}
