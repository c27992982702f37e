"use client";

import { Keyboard, LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { Popover } from "@/components/ui/popover";
import { openKeys } from "./keys-event";
import type { Theme } from "./theme";
import { ThemeSwitch } from "./theme-switch";
import { useLeave } from "./use-leave";

export type Person = { username: string; role: "admin" | "viewer" };

const itemClass =
  "flex w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-left -outline-offset-2 hover:bg-sunken [&_svg]:size-4";

/** Who is signed in, with what is theirs: appearance, the list of keys, signing out. */
export function PersonMenu({ person, theme }: { person: Person; theme: Theme }) {
  const t = useTranslations("frame");
  const leave = useLeave();

  return (
    <Popover
      label={t("personMenu")}
      side="above"
      className="w-60"
      triggerClassName="flex w-full items-center gap-2.25 rounded-lg p-2 text-left hover:bg-line/60 @max-[8rem]:justify-center @max-[8rem]:px-0"
      trigger={<PersonName person={person} />}
    >
      <ThemeSwitch theme={theme} />
      <div className="my-1 h-px bg-line" />
      <button type="button" data-close className={itemClass} onClick={openKeys}>
        <Keyboard aria-hidden />
        {t("keys.title")}
      </button>
      <button type="button" className={itemClass} onClick={() => void leave()}>
        <LogOut aria-hidden />
        {t("signOut")}
      </button>
    </Popover>
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
