import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageTexts } from "@/app/page-texts";
import { createQueryClient } from "@/components/api/query-client";
import { policyRunQuery } from "@/components/retention/policies-queries";
import { PolicyRunPage } from "@/components/retention/policy-run-page";
import { canDo } from "@/lib/auth/authorize";
import { isAppError } from "@/lib/errors/app-error";
import { getPageActor } from "@/lib/http/page-actor";
import { getPageParams, idParam } from "@/lib/http/params";
import { getPolicyRun } from "@/lib/retention/policies";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("policies.run"))("title") };
}

export default async function PolicyRunOfPage({ params }: Props) {
  const [actor, { id }] = await Promise.all([getPageActor(), getPageParams(params, { id: idParam })]);
  const run = await getPolicyRun(actor, id).catch((error: unknown) => {
    if (isAppError(error, "not-found")) notFound();
    throw error;
  });
  const client = createQueryClient();
  client.setQueryData(policyRunQuery(id).queryKey, run);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTexts of={["policies.run", "policies.runs"]}>
        <PolicyRunPage id={id} mayRestore={canDo(actor, "tag:restore")} />
      </PageTexts>
    </HydrationBoundary>
  );
}
