"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import { localLog } from "./local-log";

const nearEndPx = 40;

/** A log that stays scrolled to its end as lines arrive, unless the reader has scrolled up. */
export function LogText({ text, className }: { text: string; className?: string }) {
  const t = useTranslations("garbageCollection");
  const box = useRef<HTMLElement>(null);
  const shown = useMemo(() => localLog(text), [text]);
  const following = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new text is the reason to move
  useEffect(() => {
    const element = box.current;
    if (element && following.current) element.scrollTop = element.scrollHeight;
  }, [text]);

  return (
    <section
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a log must be scrollable by the keyboard
      tabIndex={0}
      aria-label={t("log")}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        following.current = scrollHeight - scrollTop - clientHeight < nearEndPx;
      }}
      className={clsx(
        "mono overflow-auto bg-sunken px-4 py-3 text-muted leading-[1.1875rem] -outline-offset-2",
        className ?? "h-49",
      )}
    >
      <pre>{shown}</pre>
    </section>
  );
}
