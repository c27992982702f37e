"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { VisibleText } from "@/components/ui/visible-text";
import { formatCount } from "@/lib/format/count";

const shownCharacters = 300;

/** A value from an image, of any length: the start of a long value, and the rest on demand. */
export function LongValue({ value, className }: { value: string; className?: string }) {
  const t = useTranslations("image.config");
  const [open, setOpen] = useState(false);
  const long = value.length > shownCharacters;
  return (
    <span className={clsx("wrap-anywhere whitespace-pre-wrap", className)}>
      <VisibleText keepLines={open}>{long && !open ? `${value.slice(0, shownCharacters)}…` : value}</VisibleText>
      {long ? (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="ml-1.5 rounded-sm font-[550] font-sans text-accent text-sm"
        >
          {open ? t("showLess") : t("showAll", { count: formatCount(value.length) })}
        </button>
      ) : null}
    </span>
  );
}
