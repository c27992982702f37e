import type { Manifest } from "@/lib/contract/manifests";
import { pagePaths } from "@/lib/contract/paths";

type Query = { platform?: string | null; tab?: string | null };

/** Returns the address of the page that shows this manifest, by tag if it was asked for by tag. */
export function imageHref({ registry, repository, tag, digest }: Manifest, query: Query): string {
  return tag === null
    ? pagePaths.manifest(registry, repository, digest, query)
    : pagePaths.tag(registry, repository, tag, query);
}
