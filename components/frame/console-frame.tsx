import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LiveUpdates } from "@/components/api/live-updates";
import { Keyboard } from "./keyboard";
import { Sidebar, type SidebarProps } from "./sidebar";
import { TopBar } from "./top-bar";

type FrameParts = { search: ReactNode; children: ReactNode };

/** The frame around every page of the console. */
export function ConsoleFrame({ children, search, ...sidebar }: SidebarProps & FrameParts) {
  const t = useTranslations("frame");
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[3.5rem_minmax(0,1fr)] lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-lg bg-panel px-3 py-2 shadow-float focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("skip")}
      </a>
      <aside className="sticky top-0 h-dvh border-line border-r bg-sunken max-md:hidden">
        <Sidebar {...sidebar} />
      </aside>
      <div className="min-w-0">
        <TopBar {...sidebar} search={search} />
        <main id="content" tabIndex={-1} className="max-w-360 px-4 pt-5.5 pb-22 outline-none md:px-6">
          {children}
        </main>
      </div>
      <Keyboard registries={sidebar.registries} />
      <LiveUpdates />
    </div>
  );
}
