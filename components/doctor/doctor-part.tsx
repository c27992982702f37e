"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/overlay/toast";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { Timestamp } from "@/components/ui/timestamp";
import type { DoctorPart as Part } from "@/lib/contract/doctor";
import { examinationQuery, readAgain } from "./doctor-queries";
import { FindingRow } from "./finding-row";
import type { Mending } from "./place-list";

type DoctorPartProps = {
  registry: string;
  part: Part;
  mending: Mending;
  /** Whether the reader may have the registry read again. */
  mayRead: boolean;
};

const rows: Record<Part, number> = { connection: 4, software: 4, reports: 3, contents: 6 };

/** The checks of one part of a registry. */
export function DoctorPart({ registry, part, mending, mayRead }: DoctorPartProps) {
  const t = useTranslations("doctor");
  const { data, error, refetch, isFetching } = useQuery(examinationQuery(registry, part));
  const times = (data?.findings ?? []).flatMap(({ checkedAt }) => checkedAt ?? []);
  // Some findings about the contents were made at other times; the last finding is as old as the index.
  const checkedAt = (part === "contents" ? data?.findings.at(-1)?.checkedAt : times.sort().at(-1)) ?? null;
  return (
    <section aria-labelledby={`doctor-${part}`} className="mb-6">
      <header className="mb-2.5 flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
        <h2 id={`doctor-${part}`} className="font-semibold">
          {t(`parts.${part}`)}
        </h2>
        {data ? (
          <p className="text-faint text-sm">
            {checkedAt === null
              ? t("neverRead")
              : t.rich(part === "contents" ? "read" : "checked", { time: () => <Timestamp value={checkedAt} /> })}
          </p>
        ) : null}
        {part === "contents" && data && mayRead ? <ReadAgain registry={registry} /> : null}
      </header>
      {error ? (
        <ProblemNotice
          error={error}
          what={t(data ? "older" : "unreadable")}
          onRetry={() => void refetch()}
          retrying={isFetching}
          className="mb-3"
        />
      ) : null}
      {error && !data ? null : (
        <Panel>
          <ul className="divide-y divide-line">
            {data?.findings.map((finding) => (
              <FindingRow
                key={finding.check}
                registry={registry}
                finding={finding}
                othersAt={checkedAt}
                mending={mending}
              />
            )) ?? <RowSkeletons count={rows[part]} />}
          </ul>
        </Panel>
      )}
    </section>
  );
}

function ReadAgain({ registry }: { registry: string }) {
  const t = useTranslations("doctor");
  const { mutate, isPending } = useMutation({
    mutationFn: () => readAgain(registry),
    onSuccess: () => toast({ title: t("reading"), detail: t("readingDetail") }),
    onError: (error) => toast({ title: error.message, tone: "red" }),
  });
  return (
    <Button size="sm" variant="ghost" onClick={() => mutate()} disabled={isPending}>
      {t("readAgain")}
    </Button>
  );
}

function RowSkeletons({ count }: { count: number }) {
  return Array.from({ length: count }, (_, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: grey rows are all alike
    <li key={at} className="flex items-center gap-2.5 px-4 py-3">
      <Skeleton className="size-4 rounded-full" />
      <Skeleton className="h-4 w-28" />
      <Skeleton className="ml-10 h-4 w-2/5" />
    </li>
  ));
}
