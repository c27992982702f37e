"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ApiError } from "@/components/api/api-error";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { pagePaths } from "@/lib/contract/paths";
import { formatCount } from "@/lib/format/count";
import { repositoryCountQuery } from "./registries-queries";

export function RepositoryCount({ registry }: { registry: string }) {
  const t = useTranslations("overview");
  const { data: count, error } = useQuery(repositoryCountQuery(registry));
  if (error && count === undefined) {
    return <p className="text-muted">{error instanceof ApiError ? error.problem.detail : t("countUnknown")}</p>;
  }
  return (
    <Link href={pagePaths.registry(registry)} className="group w-fit rounded">
      {count === undefined ? (
        <Skeleton className="h-6.5 w-16" />
      ) : (
        <span className="font-[620] text-xl tabular-nums tracking-[-0.02em]">{formatCount(count)}</span>
      )}{" "}
      <span className="text-muted group-hover:text-text">{t("repositories", { count: count ?? 0 })}</span>
    </Link>
  );
}
