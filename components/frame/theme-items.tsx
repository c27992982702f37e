"use client";

import { Check, Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { readTheme, type Theme, themeCookie, themes } from "./theme";

const icons = { system: Monitor, light: Sun, dark: Moon };
const yearSeconds = 365 * 24 * 3600;

function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not there on plain http
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${yearSeconds}; samesite=lax`;
}

export function ThemeItems({ theme, itemClass }: { theme: Theme; itemClass: string }) {
  const t = useTranslations("frame.theme");
  const [current, setCurrent] = useState(theme);
  return (
    <DropdownMenu.RadioGroup
      value={current}
      onValueChange={(value) => {
        const next = readTheme(value);
        setCurrent(next);
        applyTheme(next);
      }}
    >
      <DropdownMenu.Label className="px-2.5 pt-1 pb-0.5 font-semibold text-faint text-xs">
        {t("label")}
      </DropdownMenu.Label>
      {themes.map((value) => {
        const Icon = icons[value];
        return (
          <DropdownMenu.RadioItem
            key={value}
            value={value}
            className={itemClass}
            onSelect={(event) => event.preventDefault()}
          >
            <Icon aria-hidden />
            {t(value)}
            <DropdownMenu.ItemIndicator className="ml-auto">
              <Check className="text-accent" aria-hidden />
            </DropdownMenu.ItemIndicator>
          </DropdownMenu.RadioItem>
        );
      })}
    </DropdownMenu.RadioGroup>
  );
}
