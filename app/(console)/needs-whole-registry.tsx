import { getTranslations } from "next-intl/server";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { pagePaths } from "@/lib/contract/paths";

/** In place of a page about a registry as a whole, for a member without a grant on all of it. */
export async function NeedsWholeRegistry({ page, registry }: { page: string; registry: string | undefined }) {
  const t = await getTranslations("access.refused");
  return (
    <>
      <PageHeader title={page} />
      <Notice
        title={t("title")}
        action={
          <Link href={pagePaths.access()} className="whitespace-nowrap font-medium text-accent">
            {t("own")}
          </Link>
        }
      >
        {registry === undefined ? t("noRegistry") : t("needed", { registry })}
      </Notice>
    </>
  );
}
