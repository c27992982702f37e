import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NeedsWholeRegistry } from "@/app/(console)/needs-whole-registry";
import { PageTexts } from "@/app/page-texts";
import { prefetchWithin } from "@/components/api/prefetch-within";
import { createQueryClient } from "@/components/api/query-client";
import { doctorParts, examinationQuery } from "@/components/doctor/doctor-queries";
import { canDo } from "@/lib/auth/authorize";
import { listRegistryTitles } from "@/lib/catalog/list-registry-titles";
import { examineRegistry } from "@/lib/doctor/examine-registry";
import { getPageActor } from "@/lib/http/page-actor";
import { DoctorScreen } from "./doctor-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("doctor"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const [actor, query] = await Promise.all([getPageActor(), searchParams]);
  const registries = listRegistryTitles(actor);
  const chosen = registries.find(({ name }) => name === query.registry) ?? registries[0];
  if (!chosen || !canDo(actor, "registry:read-all", { registry: chosen.name }))
    return <NeedsWholeRegistry page={(await getTranslations("doctor"))("title")} registry={chosen?.title} />;
  const { name, title } = chosen;
  const client = createQueryClient();
  const examine = (part: (typeof doctorParts)[number]) => () => examineRegistry(actor, name, { part, again: false });
  await prefetchWithin(
    doctorParts.map((part) => client.prefetchQuery({ ...examinationQuery(name, part), queryFn: examine(part) })),
  );
  const may = {
    mayDelete: canDo(actor, "tag:delete", { registry: name }),
    mayRead: canDo(actor, "registry:sweep", { registry: name }),
  };
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTexts of={["deletion", "deletionPlan", "doctor", "undo"]}>
        <DoctorScreen key={name} registry={name} title={title} {...may} />
      </PageTexts>
    </HydrationBoundary>
  );
}
