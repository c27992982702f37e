"use client";

import { useQueries } from "@tanstack/react-query";
import type { Manifest, Referrer } from "@/lib/contract/manifests";
import { referrersQuery } from "./image-queries";

export type Attached = Referrer & {
  /** The platform it is about; null for the manifest itself. */
  platform: string | null;
};

/** What is attached to the manifest, and of an index also what is attached to the platform that is shown. */
export function useAttached({ registry, repository, digest, selected }: Manifest) {
  const child = selected && selected.digest !== digest ? selected : null;
  const subjects = [{ digest, platform: null }, ...(child ? [child] : [])];
  return useQueries({
    queries: subjects.map((subject) => referrersQuery(registry, repository, subject.digest)),
    combine: (answers) => ({
      items: answers.flatMap(({ data }, index): Attached[] =>
        (data?.items ?? []).map((item) => ({ ...item, platform: subjects[index]?.platform ?? null })),
      ),
      problem: answers.find(({ data }) => data?.problem)?.data?.problem ?? null,
      error: answers.find(({ error }) => error)?.error ?? null,
      pending: answers.some(({ isPending }) => isPending),
      refetch: () => {
        for (const answer of answers) void answer.refetch();
      },
    }),
  });
}
