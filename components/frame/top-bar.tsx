"use client";

import { Menu } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import { freshnessSlotId } from "@/components/ui/freshness-mark";
import { Breadcrumbs } from "./breadcrumbs";
import type { SidebarProps } from "./sidebar";

const Drawer = lazy(() => import("./drawer").then(({ Drawer }) => ({ default: Drawer })));

export function TopBar({ search, ...sidebar }: SidebarProps & { search: ReactNode }) {
  const t = useTranslations("frame");
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-line border-b bg-bg px-4 md:px-6">
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-label={t("openMenu")}
        aria-expanded={open}
        className="-ml-1.5 rounded-md p-1.5 text-muted hover:text-text md:hidden"
      >
        <Menu className="size-5" aria-hidden />
      </button>
      <Breadcrumbs registries={sidebar.registries} />
      {search}
      <div id={freshnessSlotId} className="shrink-0 empty:hidden" />
      <Suspense>{open ? <Drawer {...sidebar} onClose={close} /> : null}</Suspense>
    </header>
  );
}
