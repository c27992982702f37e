"use client";

import { useTranslations } from "next-intl";
import { copyText } from "@/components/ui/copy-text";
import { toast } from "@/components/ui/overlay/toast";

/** Returns a function that copies a text to the clipboard and shows a toast about it. */
export function useCopy(): (text: string) => Promise<void> {
  const t = useTranslations("ui.copy");
  return async (text) => {
    if (await copyText(text)) toast({ title: t("copied"), detail: text, shownMs: 3000 });
    else toast({ title: t("failed"), detail: text, tone: "red" });
  };
}
