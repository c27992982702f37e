import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { apiGet, apiSend } from "@/components/api/api-client";
import type { Deletion } from "@/lib/contract/deletion";
import { apiPaths } from "@/lib/contract/paths";

export type TagToDelete = { registry: string; repository: string; tag: string };

/** What deleting the tag would do. Never from a cache: what is shown is what is decided on. */
export const deletionQuery = ({ registry, repository, tag }: TagToDelete) =>
  queryOptions({
    queryKey: ["deletion", registry, repository, tag],
    queryFn: ({ signal }) =>
      apiGet<Deletion>(apiPaths.deletion(registry, repository, tag), ["digest", "method"], { signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** Deletes the tag, if it still names the digest that the plan showed. */
export const deleteTagMutation = ({ registry, repository, tag }: TagToDelete) =>
  mutationOptions({
    mutationFn: (plan: Deletion) =>
      apiSend("DELETE", apiPaths.tag(registry, repository, tag), { ifMatch: plan.digest }),
  });
