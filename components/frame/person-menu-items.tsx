"use client";

import { Braces, Keyboard, LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { pagePaths } from "@/lib/contract/paths";
import { openKeys } from "./keys-event";
import type { Theme } from "./theme";
import { ThemeSwitch } from "./theme-switch";
import { useLeave } from "./use-leave";

const itemClass =
  "flex w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-left -outline-offset-2 hover:bg-sunken [&_svg]:size-4";

/** The items of the person's menu: appearance, the list of keys, the API, signing out. */
export function PersonMenuItems({ theme, version }: { theme: Theme; version: string }) {
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
      <Link href={pagePaths.apiReference()} prefetch={false} data-close className={itemClass}>
        <Braces aria-hidden />
        {t("apiReference")}
      </Link>
      <button type="button" className={itemClass} onClick={() => void leave()}>
        <LogOut aria-hidden />
        {t("signOut")}
      </button>
      <p className="px-2.5 pt-1.5 pb-1 text-muted text-xs">{t("version", { version })}</p>
    </>
  );
}
