import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageTexts } from "@/app/page-texts";
import { prefetchWithin } from "@/components/api/prefetch-within";
import { createQueryClient } from "@/components/api/query-client";
import { RegistriesSettings } from "@/components/settings/registries-settings";
import { registrySettingsQuery } from "@/components/settings/settings-queries";
import { getPageActor } from "@/lib/http/page-actor";
import { listRegistrySettings } from "@/lib/notifications/list-registry-settings";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.registries");
  return { title: t("pageTitle") };
}

export default async function RegistriesSettingsPage() {
  const actor = await getPageActor();
  const client = createQueryClient();
  const settings = { ...registrySettingsQuery(), queryFn: () => listRegistrySettings(actor) };
  await prefetchWithin([client.prefetchQuery(settings)]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTexts of={["settings.registries"]}>
        <RegistriesSettings />
      </PageTexts>
    </HydrationBoundary>
  );
}
