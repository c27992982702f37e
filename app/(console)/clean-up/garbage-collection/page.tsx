import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CollectionPage } from "@/components/garbage-collection/collection-page";
import { canDo } from "@/lib/auth/authorize";
import { listRegistryTitles } from "@/lib/catalog/list-registry-titles";
import { getPageActor } from "@/lib/http/page-actor";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("garbageCollection");
  return { title: t("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function GarbageCollectionPage({ searchParams }: Props) {
  const [actor, query] = await Promise.all([getPageActor(), searchParams]);
  const registries = listRegistryTitles(actor);
  const registry = registries.find(({ name }) => name === query.registry) ?? registries[0] ?? notFound();
  const { name, title } = registry;
  return <CollectionPage key={name} registry={name} title={title} canRun={canDo(actor, "garbage-collection:run")} />;
}
