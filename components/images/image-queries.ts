import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { apiGet, apiGetText } from "@/components/api/api-client";
import { queryKeyFor } from "@/components/api/query-keys";
import type { Manifest, Referrers } from "@/lib/contract/manifests";
import { apiPaths } from "@/lib/contract/paths";
import { isDigest } from "@/lib/oci/digest";

export type ImageReference = {
  registry: string;
  repository: string;
  /** A tag or a digest. */
  reference: string;
};

/** One manifest; of an index, with the contents of `platform`, or of its first one. */
export const manifestQuery = ({ registry, repository, reference }: ImageReference, platform: string | null) =>
  queryOptions({
    queryKey: queryKeyFor("manifest", registry, repository, reference, platform),
    queryFn: ({ signal }) => {
      const path = isDigest(reference) ? apiPaths.manifest : apiPaths.tag;
      return apiGet<Manifest>(path(registry, repository, reference, { platform }), ["digest", "platforms"], { signal });
    },
    // Another platform of the same image keeps the page in place; another image must never show this one's.
    placeholderData: (previous, query) => (query?.queryKey[3] === reference ? previous : undefined),
    meta: { live: true },
  });

/** The text of a manifest, as the registry holds it. It is named by its digest, so it never changes. */
export const rawManifestQuery = (registry: string, repository: string, digest: string) =>
  queryOptions({
    queryKey: queryKeyFor("rawManifest", registry, repository, digest),
    queryFn: ({ signal }) => apiGetText(apiPaths.rawManifest(registry, repository, digest), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What is attached to one manifest. */
export const referrersQuery = (registry: string, repository: string, digest: string) =>
  queryOptions({
    queryKey: queryKeyFor("referrers", registry, repository, digest),
    queryFn: ({ signal }) =>
      apiGet<Referrers>(apiPaths.referrers(registry, repository, digest), ["items", "problem"], { signal }),
  });

/** Forgets what was read of a repository's images: a tag of it is gone. */
export function forgetImages(client: QueryClient, registry: string, repository: string): void {
  void client.invalidateQueries({ queryKey: queryKeyFor("manifest", registry, repository), refetchType: "none" });
}
