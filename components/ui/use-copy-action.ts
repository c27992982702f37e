"use client";

import { useTranslations } from "next-intl";
import { copyText } from "./copy-text";
import { type ActionIcon, usePageActions } from "./page-actions";
import { toast } from "./toast";

/** Offers in the search to copy a text of the page, such as its "pull command". */
export function useCopyAction({ what, icon, value }: { what: string; icon: ActionIcon; value: string }): void {
  const t = useTranslations("ui.copy");
  usePageActions(() => [
    {
      ...{ id: `copy ${what}`, group: "page", icon, label: t("copyWhat", { what }) },
      run: async () => {
        if (await copyText(value)) toast({ title: t("copied"), detail: value, shownMs: 3000 });
        else toast({ title: t("failed"), detail: value, tone: "red" });
      },
    },
  ]);
}
