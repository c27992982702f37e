"use client";

import {
  Box,
  HardDrive,
  Hourglass,
  LayoutDashboard,
  ListFilter,
  RotateCw,
  Settings,
  Stethoscope,
  Trash2,
  User,
} from "lucide-react";
import { useSelectedLayoutSegments } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { Mark } from "@/components/ui/mark";
import { pagePaths } from "@/lib/contract/paths";
import type { FrameRegistry } from "./frame-registry";
import { type Person, PersonMenu } from "./person-menu";
import { SidebarLink } from "./sidebar-link";
import type { Theme } from "./theme";
import { useCurrentRegistry } from "./use-current-registry";

export type SidebarProps = {
  registries: readonly FrameRegistry[];
  registrySwitch: ReactNode;
  person: Person;
  theme: Theme;
  /** That of the console. */
  version: string;
};

/** The left side of every page; a query container, so that it shows only icons when it is narrow. */
export function Sidebar({ registries, registrySwitch, person, theme, version }: SidebarProps) {
  const t = useTranslations("frame");
  const app = useTranslations("app");
  const segments = useSelectedLayoutSegments();
  const registry = useCurrentRegistry(registries);
  return (
    <div className="@container h-full">
      <div className="flex h-full flex-col gap-px overflow-y-auto px-2.5 py-3.5">
        <Link
          href={pagePaths.overview()}
          className="mb-2.5 flex items-center gap-2.25 rounded-lg px-2 py-1 font-[650] text-[0.9375rem] tracking-[-0.01em] @max-[8rem]:justify-center @max-[8rem]:px-0"
        >
          <Mark className="size-5.5 shrink-0" />
          <span className="@max-[8rem]:sr-only">{app("name")}</span>
        </Link>
        {registrySwitch}
        <nav aria-label={t("pages")} className="flex flex-col gap-px">
          <SidebarLink
            href={pagePaths.overview()}
            icon={LayoutDashboard}
            label={t("overview")}
            current={segments.length === 0}
          />
          {registry ? (
            <SidebarLink
              href={pagePaths.registry(registry.name)}
              icon={Box}
              label={t("repositories")}
              current={segments[0] === "r"}
            />
          ) : null}
          <SidebarLink
            href={pagePaths.storage(registry?.name)}
            icon={HardDrive}
            label={t("storage")}
            current={segments[0] === "storage"}
          />
          <SidebarLink
            href={pagePaths.doctor(registry?.name)}
            icon={Stethoscope}
            label={t("doctor")}
            current={segments[0] === "doctor"}
          />
          <p className="px-2.25 pt-3.5 pb-1 font-semibold text-faint text-xs @max-[8rem]:sr-only">{t("cleanUp")}</p>
          <SidebarLink
            href={pagePaths.stale({ registry: registry?.name })}
            icon={Hourglass}
            label={t("stale")}
            current={segments.includes("stale")}
          />
          <SidebarLink
            href={pagePaths.policies({ registry: registry?.name })}
            icon={ListFilter}
            label={t("policies")}
            current={segments.includes("policies")}
          />
          <SidebarLink
            href={pagePaths.trash({ registry: registry?.name })}
            icon={Trash2}
            label={t("trash")}
            current={segments.includes("trash") || segments.includes("deletions")}
          />
          <SidebarLink
            href={pagePaths.garbageCollection(registry?.name)}
            icon={RotateCw}
            label={t("garbageCollection")}
            current={segments.includes("garbage-collection")}
          />
          <div className="h-3.5 shrink-0" />
          <SettingsLinks segments={segments} />
        </nav>
        <div className="mt-auto pt-4">
          <PersonMenu person={person} theme={theme} version={version} />
        </div>
      </div>
    </div>
  );
}

function SettingsLinks({ segments }: { segments: string[] }) {
  const t = useTranslations("frame");
  return (
    <>
      <SidebarLink
        href={pagePaths.registrySettings()}
        icon={Settings}
        label={t("settings")}
        current={segments.includes("registries")}
      />
      <SidebarLink href={pagePaths.access()} icon={User} label={t("access")} current={segments.includes("access")} />
    </>
  );
}
