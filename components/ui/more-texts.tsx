"use client";

import { IntlProvider, type Messages, useLocale, useMessages } from "next-intl";
import { type ReactNode, useMemo } from "react";

type MoreTextsProps = { texts: Partial<Messages>; children: ReactNode };

/** Adds texts to those of the surrounding page. */
export function MoreTexts({ texts, children }: MoreTextsProps) {
  const around = useMessages();
  const locale = useLocale();
  const all = useMemo(() => ({ ...around, ...texts }), [around, texts]);
  return (
    <IntlProvider locale={locale} messages={all}>
      {children}
    </IntlProvider>
  );
}
