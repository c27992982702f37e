import { clsx } from "clsx";
import { formatCount } from "@/lib/format/count";
import { Link } from "./link";

export type TabLink = { href: string; label: string; current: boolean; count?: number | undefined };

/** Tabs as links: each tab is a page with its own address. */
export function TabLinks({ label, tabs, className }: { label: string; tabs: readonly TabLink[]; className?: string }) {
  return (
    <nav aria-label={label} className={clsx("flex gap-5 overflow-x-auto border-line border-b", className)}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          scroll={false}
          aria-current={tab.current ? "page" : undefined}
          className={clsx(
            "whitespace-nowrap border-b-2 py-2 font-medium -outline-offset-2",
            tab.current ? "border-accent text-text" : "border-transparent text-muted hover:text-text",
          )}
        >
          {tab.label}
          {tab.count === undefined ? null : (
            <span className="ml-1.5 text-faint tabular-nums">{formatCount(tab.count)}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}
