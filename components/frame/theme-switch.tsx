"use client";

import { useTranslations } from "next-intl";
import { Segmented } from "@/components/ui/segmented";
import { type Theme, themes } from "./theme";
import { chooseTheme, useTheme } from "./use-theme";

export function ThemeSwitch({ theme }: { theme: Theme }) {
  const t = useTranslations("frame.theme");
  const current = useTheme(theme);
  return (
    <div className="px-2 pt-1 pb-1.5">
      <p aria-hidden className="px-0.5 pb-1 font-semibold text-faint text-xs">
        {t("label")}
      </p>
      <Segmented
        label={t("label")}
        value={current}
        segments={themes.map((value) => ({ value, label: t(value) }))}
        onValueChange={chooseTheme}
        className="w-full *:flex-1 *:justify-center"
      />
    </div>
  );
}
