import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageTexts } from "@/app/page-texts";
import { ApiReference } from "@/components/settings/api-reference";
import { getPageActor } from "@/lib/http/page-actor";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("apiReference");
  return { title: t("title") };
}

export default async function ApiReferencePage() {
  await getPageActor();
  return (
    <PageTexts of={["apiReference"]}>
      <ApiReference />
    </PageTexts>
  );
}
