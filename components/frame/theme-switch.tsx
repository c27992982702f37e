"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Segmented } from "@/components/ui/segmented";
import { type Theme, themeCookie, themes } from "./theme";

const yearSeconds = 365 * 24 * 3600;

function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not there on plain http
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${yearSeconds}; samesite=lax`;
}

export function ThemeSwitch({ theme }: { theme: Theme }) {
  const t = useTranslations("frame.theme");
  const [current, setCurrent] = useState(theme);
  return (
    <div className="px-2 pt-1 pb-1.5">
      <p aria-hidden className="px-0.5 pb-1 font-semibold text-faint text-xs">
        {t("label")}
      </p>
      <Segmented
        label={t("label")}
        value={current}
        segments={themes.map((value) => ({ value, label: t(value) }))}
        onValueChange={(next) => {
          setCurrent(next);
          applyTheme(next);
        }}
        className="w-full *:flex-1 *:justify-center"
      />
    </div>
  );
}
