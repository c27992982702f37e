import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { pagePaths } from "@/lib/contract/paths";
import { formatCount } from "@/lib/format/count";
import { AttachedWords, countAttachedTags, referrerQuery } from "./attached-words";
import type { useTagList } from "./use-tag-list";

type RepositoryFactsProps = {
  registry: string;
  repository: string;
  tags: Pick<ReturnType<typeof useTagList>, "total" | "freshness" | "attached">;
  searching: boolean;
};

const number = (count: number) => () => <b className="font-[550] text-text tabular-nums">{formatCount(count)}</b>;

/** How many tags there are, how many of them have been read, and how many signatures and the like exist beside them. */
export function RepositoryFacts({ registry, repository, tags, searching }: RepositoryFactsProps) {
  const { total, freshness, attached } = tags;
  const t = useTranslations("repository");
  if (total === undefined || !freshness) return <Skeleton className="my-0.5 h-4 w-28" />;
  const { read, expected, state } = freshness;
  return (
    <>
      <span>{t.rich(searching ? "found" : "total", { count: total, number: number(total) })}</span>
      {state === "partial" && read < expected ? (
        <span role="status">{t.rich("detailsRead", { expected: formatCount(expected), number: number(read) })}</span>
      ) : null}
      {attached && countAttachedTags(attached) > 0 ? (
        <Link
          href={pagePaths.repository(registry, repository, { query: referrerQuery })}
          prefetch={false}
          className="hover:text-accent"
        >
          <AttachedWords attached={attached} />
        </Link>
      ) : null}
    </>
  );
}
