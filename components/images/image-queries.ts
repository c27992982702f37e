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

/** One manifest; for an image index, with the contents of `platform`, or of its first platform. */
export const manifestQuery = ({ registry, repository, reference }: ImageReference, platform: string | null) =>
  queryOptions({
    queryKey: queryKeyFor("manifest", registry, repository, reference, platform),
    queryFn: ({ signal }) => {
      const path = isDigest(reference) ? apiPaths.manifest : apiPaths.tag;
      return apiGet<Manifest>(path(registry, repository, reference, { platform }), ["digest", "platforms"], { signal });
    },
    // The page stays in place while another platform of the same image loads; another image must never show this one's
    // data.
    placeholderData: (previous, query) => (query?.queryKey[3] === reference ? previous : undefined),
    meta: { live: true },
  });

/** The text of a manifest, as the registry holds it. It never changes, because its digest names it. */
export const rawManifestQuery = (registry: string, repository: string, digest: string) =>
  queryOptions({
    queryKey: queryKeyFor("rawManifest", registry, repository, digest),
    queryFn: ({ signal }) => apiGetText(apiPaths.rawManifest(registry, repository, digest), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The referrers of one manifest. */
export const referrersQuery = (registry: string, repository: string, digest: string) =>
  queryOptions({
    queryKey: queryKeyFor("referrers", registry, repository, digest),
    queryFn: ({ signal }) =>
      apiGet<Referrers>(apiPaths.referrers(registry, repository, digest), ["items", "problem"], { signal }),
  });

/** Marks the data of a repository's images as outdated, after a tag of it was deleted. */
export function forgetImages(client: QueryClient, registry: string, repository: string): void {
  void client.invalidateQueries({ queryKey: queryKeyFor("manifest", registry, repository), refetchType: "none" });
}
