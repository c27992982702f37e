import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/format/count";
import type { useTagList } from "./use-tag-list";

type RepositoryFactsProps = {
  tags: Pick<ReturnType<typeof useTagList>, "total" | "freshness">;
  searching: boolean;
};

const number = (count: number) => () => <b className="font-[550] text-text tabular-nums">{formatCount(count)}</b>;

/** How many tags there are, and how many of them were looked into. */
export function RepositoryFacts({ tags: { total, freshness }, searching }: RepositoryFactsProps) {
  const t = useTranslations("repository");
  if (total === undefined || !freshness) return <Skeleton className="my-0.5 h-4 w-28" />;
  const { read, expected, state } = freshness;
  return (
    <>
      <span>{t.rich(searching ? "found" : "total", { count: total, number: number(total) })}</span>
      {state === "partial" && read < expected ? (
        <span role="status">{t.rich("detailsRead", { expected: formatCount(expected), number: number(read) })}</span>
      ) : null}
    </>
  );
}
