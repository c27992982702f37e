"use client";

import { useTranslations } from "next-intl";
import { usePageActions } from "@/components/ui/page-actions";
import { pagePaths } from "@/lib/contract/paths";
import type { FrameRegistry } from "./frame-registry";
import { openKeys } from "./keys-event";
import { type Theme, themes } from "./theme";
import { useCurrentRegistry } from "./use-current-registry";
import { useLeave } from "./use-leave";
import { chooseTheme, useTheme } from "./use-theme";

type FrameActionsProps = { registries: readonly FrameRegistry[]; theme: Theme };

/** What the search offers on every page: the places to go to, the appearance, signing out. */
export function FrameActions({ registries, theme }: FrameActionsProps) {
  const t = useTranslations("frame");
  const leave = useLeave();
  const current = useTheme(theme);
  const registry = useCurrentRegistry(registries);
  usePageActions(() => [
    { id: "overview", group: "go", icon: "overview", label: t("overview"), href: pagePaths.overview() },
    ...registries.map(({ name, title }) => ({
      ...{ id: `registry ${name}`, group: "go" as const, icon: "repositories" as const },
      ...{ label: t("actions.repositoriesOf", { registry: title }), href: pagePaths.registry(name) },
    })),
    {
      ...{ id: "garbage-collection", group: "go", icon: "collection" },
      ...{ label: t("garbageCollection"), href: pagePaths.garbageCollection(registry?.name) },
    },
    { id: "settings", group: "go", icon: "settings", label: t("settings"), href: pagePaths.registrySettings() },
    ...themes
      .filter((value) => value !== current)
      .map((value) => ({
        ...{ id: `theme ${value}`, group: "person" as const, icon: value },
        ...{ label: t("actions.appearance", { theme: t(`theme.${value}`) }), run: () => chooseTheme(value) },
      })),
    { id: "keys", group: "person", icon: "keys", label: t("keys.title"), run: openKeys },
    { id: "sign-out", group: "person", icon: "sign-out", label: t("signOut"), run: () => void leave() },
  ]);
  return null;
}
