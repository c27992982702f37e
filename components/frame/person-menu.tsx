"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Keyboard, LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { DropdownMenu } from "radix-ui";
import { pagePaths } from "@/lib/contract/paths";
import { openKeys } from "./keys-event";
import type { Theme } from "./theme";
import { ThemeItems } from "./theme-items";

export type Person = { username: string; role: "admin" | "viewer" };

const itemClass =
  "flex cursor-default items-center gap-2.5 rounded-md px-2.5 py-1.5 outline-none data-highlighted:bg-sunken [&_svg]:size-4";

/** Who is signed in, with what is theirs: appearance, the list of keys, signing out. */
export function PersonMenu({ person, theme }: { person: Person; theme: Theme }) {
  const t = useTranslations("frame");
  const queryClient = useQueryClient();

  async function leave() {
    const { signOut } = await import("next-auth/react");
    await signOut({ redirect: false });
    queryClient.clear();
    window.location.assign(pagePaths.signIn());
  }

  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="flex w-full items-center gap-2.25 rounded-lg p-2 text-left hover:bg-line/60 @max-[8rem]:justify-center @max-[8rem]:px-0">
        <span
          aria-hidden
          className="grid size-6 shrink-0 place-items-center rounded-full bg-line-strong font-semibold text-[0.6875rem] uppercase"
        >
          {person.username.slice(0, 2)}
        </span>
        <span className="min-w-0 truncate @max-[8rem]:sr-only">
          {person.username} <span className="text-faint">· {t(`roles.${person.role}`)}</span>
        </span>
        <span className="sr-only">{t("personMenu")}</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          side="top"
          align="start"
          sideOffset={6}
          className="z-50 min-w-53 animate-appear rounded-lg bg-panel p-1 shadow-float"
        >
          <ThemeItems theme={theme} itemClass={itemClass} />
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item className={itemClass} onSelect={() => openKeys()}>
            <Keyboard aria-hidden />
            {t("keys.title")}
          </DropdownMenu.Item>
          <DropdownMenu.Item className={itemClass} onSelect={() => void leave()}>
            <LogOut aria-hidden />
            {t("signOut")}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
