import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** The notice that the tag names another digest than the one shown: nothing was deleted. */
export function TagMoved({ tag, onLookAgain }: { tag: string; onLookAgain: () => void }) {
  const t = useTranslations("deletion");
  const again = useRef<HTMLButtonElement>(null);
  // The button that was pressed is disabled and has lost the focus.
  useEffect(() => again.current?.focus(), []);
  return (
    <Notice
      tone="amber"
      role="alert"
      title={t("moved.title")}
      action={
        <Button ref={again} size="sm" onClick={onLookAgain}>
          {t("moved.lookAgain")}
        </Button>
      }
    >
      {t("moved.detail", { tag })}
    </Notice>
  );
}
