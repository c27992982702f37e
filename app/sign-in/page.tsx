import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageTexts } from "@/app/page-texts";
import { Entrance } from "@/components/sign-in/entrance";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { isSetUpPending } from "@/lib/auth/set-up";
import { pagePaths } from "@/lib/contract/paths";
import { safeReturnTo } from "@/lib/format/safe-return-to";
import { findPageActor } from "@/lib/http/page-actor";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn");
  return { title: t("title") };
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { returnTo } = await searchParams;
  const target = safeReturnTo(typeof returnTo === "string" ? returnTo : null);
  if (await findPageActor()) redirect(target);
  if (await isSetUpPending()) redirect(pagePaths.setUp());
  const t = await getTranslations("signIn");
  return (
    <Entrance title={t("title")}>
      <PageTexts of={["signIn"]}>
        <SignInForm returnTo={target} />
      </PageTexts>
    </Entrance>
  );
}
