"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { Popover } from "@/components/ui/overlay/popover";
import type { Theme } from "./theme";

export type Person = { username: string; role: "admin" | "auditor" | "member" };

const Items = lazy(() => import("./person-menu-items").then((module) => ({ default: module.PersonMenuItems })));

/** The signed-in person, with a menu; the menu's items are fetched when the pointer or the focus approaches. */
export function PersonMenu({ person, theme, version }: { person: Person; theme: Theme; version: string }) {
  const t = useTranslations("frame");
  const [approached, setApproached] = useState(false);
  const approach = () => setApproached(true);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only fetches what its button opens
    <div onPointerEnter={approach} onFocus={approach}>
      <Popover
        label={t("personMenu")}
        side="above"
        className="w-60"
        triggerClassName="flex w-full items-center gap-2.25 rounded-lg p-2 text-left hover:bg-line/60 @max-[8rem]:justify-center @max-[8rem]:px-0"
        trigger={<PersonName person={person} />}
      >
        <Suspense>{approached ? <Items theme={theme} version={version} /> : null}</Suspense>
      </Popover>
    </div>
  );
}

function PersonName({ person }: { person: Person }) {
  const t = useTranslations("frame");
  return (
    <>
      <span
        aria-hidden
        className="grid size-6 shrink-0 place-items-center rounded-full bg-line-strong font-semibold text-[0.6875rem] uppercase"
      >
        {person.username.slice(0, 2)}
      </span>
      <span className="min-w-0 truncate @max-[8rem]:sr-only">
        {person.username} <span className="text-muted">· {t(`roles.${person.role}`)}</span>
      </span>
      <span className="sr-only">{t("personMenu")}</span>
    </>
  );
}
