"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ByteSize } from "@/components/ui/byte-size";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { RepositoryName } from "@/components/ui/repository-name";
import { Skeleton } from "@/components/ui/skeleton";
import { Timestamp } from "@/components/ui/timestamp";
import { pagePaths } from "@/lib/contract/paths";
import type { RecentPush } from "@/lib/contract/recent-pushes";
import { recentPushesQuery } from "./storage-queries";

/** The latest pushes to all registries, or when the console noticed them. */
export function RecentPushes() {
  const t = useTranslations("overview.pushes");
  const { data, error, refetch, isFetching } = useQuery(recentPushesQuery());
  return (
    <section aria-labelledby="recent-pushes" className="min-w-0">
      <h2 id="recent-pushes" className="mb-2.5 font-semibold">
        {t("title")}
      </h2>
      {error && !data ? (
        <ProblemNotice error={error} what={t("unreadable")} onRetry={() => void refetch()} retrying={isFetching} />
      ) : (
        <Panel>
          {data ? null : <Skeleton className="mx-4 my-3 h-4 w-2/5" />}
          {data?.length === 0 ? <p className="px-4 py-3 text-muted">{t("none")}</p> : null}
          <ul className="divide-y divide-line">
            {data?.map((push) => (
              <PushRow key={`${push.registry} ${push.repository} ${push.tags[0]}`} push={push} />
            ))}
          </ul>
          {data?.some(({ how }) => how !== "pushed") ? (
            <p className="border-line border-t px-4 py-2 text-faint text-sm">{t("hint")}</p>
          ) : null}
        </Panel>
      )}
    </section>
  );
}

function PushRow({ push }: { push: RecentPush }) {
  const t = useTranslations("overview.pushes");
  const { registry, repository, tags, sizeBytes, at, how } = push;
  const [first = "", ...others] = tags;
  const time = () => <Timestamp value={at} />;
  return (
    <li className="flex h-10 items-center gap-4 px-4">
      <span className="flex min-w-0 flex-1 items-baseline gap-0.5">
        <RepositoryName registry={registry} name={repository} />
        <span aria-hidden className="text-faint">
          :
        </span>
        <Link
          href={pagePaths.tag(registry, repository, first)}
          prefetch={false}
          title={tags.join(", ")}
          className="min-w-0 truncate rounded hover:text-accent"
        >
          {first}
        </Link>
        {others.length > 0 ? (
          <span title={others.join(", ")} className="ml-1 shrink-0 text-faint">
            {t("more", { count: others.length })}
          </span>
        ) : null}
      </span>
      <ByteSize bytes={sizeBytes} className="w-18 shrink-0 text-right text-muted max-sm:hidden" />
      <span className="w-44 shrink-0 truncate text-right text-muted max-sm:w-auto">{t.rich(how, { time })}</span>
    </li>
  );
}
