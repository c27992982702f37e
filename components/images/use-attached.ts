"use client";

import { useQuery } from "@tanstack/react-query";
import type { Manifest, Referrer } from "@/lib/contract/manifests";
import { referrersQuery } from "./image-queries";

export type Attached = Referrer & {
  /** The platform that the referrer is about; null for the manifest itself. */
  platform: string | null;
};

/** Returns the referrers of the manifest and, for an image index, also those of the platform that is shown. */
export function useAttached({ registry, repository, digest, selected }: Manifest) {
  const child = selected && selected.digest !== digest ? selected : null;
  const own = useQuery(referrersQuery(registry, repository, digest));
  const ofChild = useQuery({
    ...referrersQuery(registry, repository, child?.digest ?? digest),
    enabled: child !== null,
  });
  const answers = child ? [own, ofChild] : [own];
  return {
    items: answers.flatMap(({ data }, at): Attached[] =>
      (data?.items ?? []).map((item) => ({ ...item, platform: at === 0 ? null : (child?.platform ?? null) })),
    ),
    problem: answers.find(({ data }) => data?.problem)?.data?.problem ?? null,
    error: answers.find(({ error }) => error)?.error ?? null,
    pending: answers.some(({ isPending }) => isPending),
    refetch: () => {
      for (const answer of answers) void answer.refetch();
    },
  };
}
