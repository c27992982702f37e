import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageTexts } from "@/app/page-texts";
import { PolicyEditor } from "@/components/retention/policy-editor";
import { newPolicyText } from "@/components/retention/template";
import { canDo } from "@/lib/auth/authorize";
import { listRegistryTitles } from "@/lib/catalog/list-registry-titles";
import { getPageActor } from "@/lib/http/page-actor";
import { translatePolicy } from "@/lib/retention/translate-policy";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("policies.editor"))("newTitle") };
}

export default async function NewPolicyPage({ searchParams }: Props) {
  const [actor, query] = await Promise.all([getPageActor(), searchParams]);
  const registries = listRegistryTitles(actor);
  const { name } = registries.find((registry) => registry.name === query.registry) ?? registries[0] ?? notFound();
  const number = (text: unknown, otherwise: number) => (/^\d{1,4}$/.test(String(text)) ? Number(text) : otherwise);
  const occasion = { from: String(query.from ?? ""), days: number(query.days, 30), keep: number(query.keep, 3) };
  const yaml = newPolicyText(name, occasion);
  const initial = { ...translatePolicy(actor, { yaml }), yaml };
  return (
    <PageTexts of={["policies"]}>
      <PolicyEditor policy={null} initial={initial} mayChange={canDo(actor, "policy:change", { registry: name })} />
    </PageTexts>
  );
}
