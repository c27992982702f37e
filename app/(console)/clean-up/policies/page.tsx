import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NeedsWholeRegistry } from "@/app/(console)/needs-whole-registry";
import { PageTexts } from "@/app/page-texts";
import { prefetchWithin } from "@/components/api/prefetch-within";
import { createQueryClient } from "@/components/api/query-client";
import { PoliciesPage } from "@/components/retention/policies-page";
import { policiesQuery, policyRunsQuery, protectionsQuery } from "@/components/retention/policies-queries";
import { canDo } from "@/lib/auth/authorize";
import { listRegistryTitles } from "@/lib/catalog/list-registry-titles";
import { getPageActor } from "@/lib/http/page-actor";
import { listProtections } from "@/lib/protection/protections";
import { listPolicies, listPolicyRuns } from "@/lib/retention/policies";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("policies"))("title") };
}

export default async function PoliciesRoute({ searchParams }: Props) {
  const [actor, query] = await Promise.all([getPageActor(), searchParams]);
  const registries = listRegistryTitles(actor);
  const chosen = registries.find(({ name }) => name === query.registry) ?? registries[0];
  if (!chosen || !canDo(actor, "registry:read-all", { registry: chosen.name }))
    return <NeedsWholeRegistry page={(await getTranslations("policies"))("title")} registry={chosen?.title} />;
  const { name } = chosen;
  const client = createQueryClient();
  await prefetchWithin([
    client.prefetchQuery({ ...policiesQuery(), queryFn: () => listPolicies(actor) }),
    client.prefetchQuery(policyRunsQuery((asked) => listPolicyRuns(actor, asked))),
    client.prefetchQuery({ ...protectionsQuery(name), queryFn: () => listProtections(actor, name) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTexts of={["policies"]}>
        <PoliciesPage key={name} registry={name} mayChange={canDo(actor, "policy:change", { registry: name })} />
      </PageTexts>
    </HydrationBoundary>
  );
}
