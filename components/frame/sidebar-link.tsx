import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";
import { Link } from "@/components/ui/link";

type SidebarLinkProps = { href: string; icon: LucideIcon; label: string; current: boolean };

/** A link to one place. The narrow sidebar shows only its icon. */
export function SidebarLink({ href, icon: Icon, label, current }: SidebarLinkProps) {
  return (
    <Link
      href={href}
      title={label}
      aria-current={current ? "page" : undefined}
      className={clsx(
        "flex h-8 items-center gap-2.5 rounded-[7px] px-2.25 font-medium",
        "@max-[8rem]:justify-center",
        current ? "bg-accent-soft text-text" : "text-muted hover:text-text",
      )}
    >
      <Icon className="size-4 shrink-0" strokeWidth={1.75} aria-hidden />
      <span className="truncate @max-[8rem]:sr-only">{label}</span>
    </Link>
  );
}
