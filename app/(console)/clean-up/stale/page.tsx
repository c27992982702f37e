import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NeedsWholeRegistry } from "@/app/(console)/needs-whole-registry";
import { PageTexts } from "@/app/page-texts";
import { canDo } from "@/lib/auth/authorize";
import { listRegistryTitles } from "@/lib/catalog/list-registry-titles";
import { getPageActor } from "@/lib/http/page-actor";
import { StaleScreen } from "./stale-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("stale"))("title") };
}

// Finding stale items reads every tag of the registry, so the page shows at once and fills when the answer arrives.
export default async function StaleRoute() {
  const actor = await getPageActor();
  const all = listRegistryTitles(actor);
  const registries = all.map(({ name }) => name).filter((registry) => canDo(actor, "registry:read-all", { registry }));
  if (registries.length === 0)
    return <NeedsWholeRegistry page={(await getTranslations("stale"))("title")} registry={all[0]?.title} />;
  return (
    <PageTexts of={["deletion", "deletionPlan", "stale", "undo"]}>
      <StaleScreen registries={registries} mayDelete={canDo(actor, "tag:delete")} />
    </PageTexts>
  );
}
