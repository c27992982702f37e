import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type EmptyStateProps = { icon?: LucideIcon; title: string; as?: "p" | "h1" | "h2"; children?: ReactNode };

/** Replaces the rows of an empty list: says why it is empty, and what to do about it. */
export function EmptyState({ icon: Icon, title, as: Title = "p", children }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-2xl flex-col items-center gap-2 px-4 py-12 text-center">
      {Icon ? <Icon className="mb-1 size-6 text-faint" strokeWidth={1.5} aria-hidden /> : null}
      <Title className="font-semibold">{title}</Title>
      {children ? <div className="flex w-full flex-col items-center gap-3 text-muted">{children}</div> : null}
    </div>
  );
}
