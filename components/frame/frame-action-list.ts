"use client";

import { useTranslations } from "next-intl";
import { type ActionIcon, type PageAction, usePageActions } from "@/components/ui/page-actions";
import { pagePaths } from "@/lib/contract/paths";
import type { FrameRegistry } from "./frame-registry";
import { openKeys } from "./keys-event";
import { type Theme, themes } from "./theme";
import { useCurrentRegistry } from "./use-current-registry";
import { useLeave } from "./use-leave";
import { chooseTheme, useTheme } from "./use-theme";

export type FrameActionsProps = { registries: readonly FrameRegistry[]; theme: Theme };

const place = (icon: ActionIcon, label: string, href: string): PageAction => ({ group: "go", icon, label, href });
const own = (icon: ActionIcon, label: string, run: () => void): PageAction => ({ group: "person", icon, label, run });

/** The actions that the search offers on every page: places to go to, the appearance, signing out. */
export function FrameActionList({ registries, theme }: FrameActionsProps) {
  const t = useTranslations("frame");
  const leave = useLeave();
  const current = useTheme(theme);
  const registry = useCurrentRegistry(registries);
  usePageActions(() => [
    place("overview", t("overview"), pagePaths.overview()),
    ...registries.map(({ name, title }) =>
      place("repositories", t("actions.repositoriesOf", { registry: title }), pagePaths.registry(name)),
    ),
    place("filter", t("stale"), pagePaths.stale({ registry: registry?.name })),
    place("filter", t("policies"), pagePaths.policies({ registry: registry?.name })),
    place("trash", t("trash"), pagePaths.trash({ registry: registry?.name })),
    place("collection", t("garbageCollection"), pagePaths.garbageCollection(registry?.name)),
    place("doctor", t("doctor"), pagePaths.doctor(registry?.name)),
    place("settings", t("settings"), pagePaths.registrySettings()),
    place("settings", t("access"), pagePaths.access()),
    ...themes
      .filter((value) => value !== current)
      .map((value) => own(value, t("actions.appearance", { theme: t(`theme.${value}`) }), () => chooseTheme(value))),
    own("keys", t("keys.title"), openKeys),
    own("sign-out", t("signOut"), () => void leave()),
  ]);
  return null;
}
