"use client";

import { clsx } from "clsx";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { copyText } from "./copy-text";

type CopyState = "idle" | "copied" | "failed";

type CopyButtonProps = {
  value: string;
  /** What is copied, for its accessible name: "digest" reads "Copy digest". */
  what?: string;
  /** Whether to show the word beside the icon. */
  withText?: boolean;
  className?: string;
};

const shownMs = 2000;

export function CopyButton({ value, what, withText, className }: CopyButtonProps) {
  const t = useTranslations("ui.copy");
  const [state, setState] = useState<CopyState>("idle");

  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), shownMs);
    return () => clearTimeout(timer);
  }, [state]);

  const label = what ? t("copyWhat", { what }) : t("copy");
  const outcome = state === "idle" ? "" : t(state);
  return (
    <button
      type="button"
      onClick={async () => setState((await copyText(value)) ? "copied" : "failed")}
      title={outcome || label}
      className={clsx(
        "inline-flex min-h-6 min-w-6 shrink-0 items-center justify-center gap-1.5 rounded-md px-1",
        withText ? "font-[550] text-accent" : "text-faint hover:text-text",
        className,
      )}
    >
      {state === "copied" ? (
        <Check className="size-3.5 text-green" aria-hidden />
      ) : (
        <Copy className="size-3.5" aria-hidden />
      )}
      {withText ? <span aria-hidden>{outcome || t("copy")}</span> : null}
      <span className="sr-only">{label}</span>
      <span className="sr-only" aria-live="polite">
        {outcome}
      </span>
    </button>
  );
}
