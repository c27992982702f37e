import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** The tag names another digest than the one that was shown: nothing was deleted. */
export function TagMoved({ tag, onLookAgain }: { tag: string; onLookAgain: () => void }) {
  const t = useTranslations("deletion");
  return (
    <Notice
      tone="amber"
      role="alert"
      title={t("moved.title")}
      action={
        <Button size="sm" onClick={onLookAgain}>
          {t("moved.lookAgain")}
        </Button>
      }
    >
      {t("moved.detail", { tag })}
    </Notice>
  );
}
