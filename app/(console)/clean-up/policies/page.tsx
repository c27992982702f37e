import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
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
  const { name } = registries.find((registry) => registry.name === query.registry) ?? registries[0] ?? notFound();
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
