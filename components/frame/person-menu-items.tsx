"use client";

import { Keyboard, LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { openKeys } from "./keys-event";
import type { Theme } from "./theme";
import { ThemeSwitch } from "./theme-switch";
import { useLeave } from "./use-leave";

const itemClass =
  "flex w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-left -outline-offset-2 hover:bg-sunken [&_svg]:size-4";

/** The items of the person's menu: appearance, the list of keys, signing out. */
export function PersonMenuItems({ theme }: { theme: Theme }) {
  const t = useTranslations("frame");
  const leave = useLeave();
  return (
    <>
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
    </>
  );
}
