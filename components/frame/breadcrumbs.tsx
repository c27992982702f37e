"use client";

import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { MiddleTruncate } from "@/components/ui/middle-truncate";
import type { FrameRegistry } from "./frame-registry";
import { type Crumb, useCrumbs } from "./use-crumbs";

export function Breadcrumbs({ registries }: { registries: readonly FrameRegistry[] }) {
  const t = useTranslations("frame");
  const crumbs = useCrumbs(registries);
  return (
    <nav aria-label={t("breadcrumbs")} className="min-w-0 flex-1">
      <ol className="flex min-w-0 items-center gap-1.75">
        {crumbs.map((crumb, index) => (
          <CrumbItem
            // biome-ignore lint/suspicious/noArrayIndexKey: the same word may stand at two places of a path
            key={index}
            crumb={crumb}
            first={index === 0}
            last={index === crumbs.length - 1}
          />
        ))}
      </ol>
    </nav>
  );
}

function CrumbItem({ crumb, first, last }: { crumb: Crumb; first: boolean; last: boolean }) {
  return (
    <li
      className={
        last ? "flex min-w-0 items-center gap-1.75" : "flex min-w-0 shrink-5 items-center gap-1.75 max-md:hidden"
      }
    >
      {first ? null : (
        <span aria-hidden className="text-faint max-md:hidden">
          {crumb.separator ?? "/"}
        </span>
      )}
      {last ? (
        <strong aria-current="page" className="min-w-0 truncate font-semibold">
          <MiddleTruncate value={crumb.text} />
        </strong>
      ) : crumb.href ? (
        <Link href={crumb.href} className="min-w-0 truncate rounded text-muted hover:text-text">
          {crumb.text}
        </Link>
      ) : (
        <span className="min-w-0 truncate text-muted">{crumb.text}</span>
      )}
    </li>
  );
}
