import { Compass } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { pagePaths } from "@/lib/contract/paths";

export function NotFound() {
  const t = useTranslations("frame.notFound");
  return (
    <EmptyState icon={Compass} as="h1" title={t("title")}>
      <p>{t("detail")}</p>
      <Link href={pagePaths.overview()} className={buttonClass({ size: "sm" })}>
        {t("home")}
      </Link>
    </EmptyState>
  );
}
