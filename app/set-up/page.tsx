import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageTexts } from "@/app/page-texts";
import { Entrance } from "@/components/sign-in/entrance";
import { SetUpForm } from "@/components/sign-in/set-up-form";
import { isSetUpPending } from "@/lib/auth/set-up";
import { pagePaths } from "@/lib/contract/paths";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("setUp");
  return { title: t("title") };
}

export default async function SetUpPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  if (!(await isSetUpPending())) redirect(pagePaths.signIn());
  const { token } = await searchParams;
  const t = await getTranslations("setUp");
  if (typeof token !== "string" || token === "") {
    return (
      <Entrance title={t("title")}>
        <p>{t("noToken")}</p>
      </Entrance>
    );
  }
  return (
    <Entrance title={t("title")} detail={t("detail")}>
      <PageTexts of={["setUp"]}>
        <SetUpForm token={token} />
      </PageTexts>
    </Entrance>
  );
}
