import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { Tag } from "@/lib/contract/tags";

type UnreadProps = { tag: Tag; className?: string; children?: ReactNode };

/** The content of a cell once the tag's manifest was read; a placeholder before, and a dash if it can't be read. */
export function Unread({ tag, className, children }: UnreadProps) {
  const t = useTranslations("repository");
  if (tag.mediaType !== null && children !== undefined) return children;
  if (tag.problem === null) return <Skeleton className={clsx("h-3.5", className)} />;
  return (
    <span className="text-faint">
      <span aria-hidden>—</span>
      <span className="sr-only">{t("notRead")}</span>
    </span>
  );
}
