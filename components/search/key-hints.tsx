"use client";

import { useTranslations } from "next-intl";
import { modKey } from "@/components/ui/mod-key";

/** The keys of the palette, shown only where there is a keyboard. */
export function KeyHints() {
  const t = useTranslations("search.keys");
  const hints = [
    { keys: ["↑", "↓"], text: t("choose") },
    { keys: ["↵"], text: t("open") },
    { keys: [modKey(), "↵"], text: t("newTab") },
    { keys: ["Esc"], text: t("close") },
  ];
  return (
    <div
      aria-hidden
      className="flex shrink-0 gap-4 border-line border-t bg-sunken px-4 py-2 text-muted text-xs max-sm:hidden pointer-coarse:hidden"
    >
      {hints.map(({ keys, text }) => (
        <span key={text} className="flex items-center gap-1">
          {keys.map((key) => (
            <kbd key={key} className="min-w-5 rounded border border-line-strong px-1 text-center leading-4">
              {key}
            </kbd>
          ))}
          <span className="ml-0.5">{text}</span>
        </span>
      ))}
    </div>
  );
}
