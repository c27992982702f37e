import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageTexts } from "@/app/page-texts";
import { PolicyEditor } from "@/components/retention/policy-editor";
import { canDo } from "@/lib/auth/authorize";
import { isAppError } from "@/lib/errors/app-error";
import { getPageActor } from "@/lib/http/page-actor";
import { getPageParams, idParam } from "@/lib/http/params";
import { getPolicy } from "@/lib/retention/policies";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("policies"))("title") };
}

export default async function PolicyPage({ params }: Props) {
  const [actor, { id }] = await Promise.all([getPageActor(), getPageParams(params, { id: idParam })]);
  const policy = await getPolicy(actor, id).catch((error: unknown) => {
    if (isAppError(error, "not-found")) notFound();
    throw error;
  });
  return (
    <PageTexts of={["policies"]}>
      <PolicyEditor
        key={policy.id}
        policy={policy}
        initial={policy}
        mayChange={canDo(actor, "policy:change", { registry: policy.spec.registry })}
      />
    </PageTexts>
  );
}
