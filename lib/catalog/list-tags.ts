import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { Tag, TagList, TagQuery } from "@/lib/contract/tags";
import { fallbackTag, parseReferrerTag } from "@/lib/oci/referrer-tags";
import { getConnection } from "@/lib/registry/connection";
import { incompleteList } from "./incomplete-list";
import { pageOf } from "./page-of";
import { type RepositoryView, repositoryView } from "./repository-view";
import { sortTags } from "./sort-tags";
import { within } from "./within";

const inViewFreshMs = 15_000;

/**
 * A page of a repository's tags, sorted and filtered over all of them. The names are of this moment; details, those of
 * the page first, are waited for up to `waitMs` and then read on in the background. Throws `registry-not-found`,
 * `repository-not-found` and what the registry's failure is called, never an empty list for a failure.
 */
export async function listTags(
  actor: Actor | null,
  registry: string,
  repository: string,
  query: TagQuery,
): Promise<TagList> {
  authorize(actor, "registry:read", { registry, repository });
  const view = repositoryView(getConnection(registry), repository);
  await view.refreshNames();
  const names = sortTags(view.tags, view, query).filter((tag) => matches(tag, query.query));
  const { items, nextCursor } = pageOf(names, (tag) => tag, query);
  const reading = Promise.all([view.readAll(items, inViewFreshMs), view.scanAll()]);
  await within(query.waitMs, reading);
  return {
    items: toTags(items, view),
    total: names.length,
    nextCursor,
    freshness: freshnessOf(view),
  };
}

// Signatures and fallback indexes are shown at their image; whoever looks for them by name finds them nevertheless.
function matches(tag: string, query: string | undefined): boolean {
  const wanted = query?.trim().toLowerCase() ?? "";
  if (parseReferrerTag(tag) && !/^sha(?:256|512)-/.test(wanted)) return false;
  return tag.toLowerCase().includes(wanted);
}

function toTags(tags: string[], view: RepositoryView): Tag[] {
  const byDigest = new Map<string, string[]>();
  const referrers = new Map<string, number>();
  for (const tag of view.tags) {
    const reading = view.find(tag);
    const referrer = parseReferrerTag(tag);
    if (referrer) {
      const count = referrer.suffix ? 1 : (reading?.details?.entries ?? 1);
      referrers.set(referrer.fallbackTag, (referrers.get(referrer.fallbackTag) ?? 0) + count);
    } else if (reading?.digest) {
      const same = byDigest.get(reading.digest);
      if (same) same.push(tag);
      else byDigest.set(reading.digest, [tag]);
    }
  }
  return tags.map((tag) => {
    const reading = view.find(tag);
    const digest = reading?.digest ?? null;
    const details = reading?.details;
    return {
      tag,
      digest,
      mediaType: details?.mediaType ?? null,
      kind: details?.kind ?? "unknown",
      artifactType: details?.artifactType ?? null,
      platforms: details?.platforms ?? [],
      missingPlatforms: details?.missingPlatforms ?? [],
      sizeBytes: details?.sizeBytes ?? null,
      minSizeBytes: details?.minSizeBytes ?? null,
      createdAt: details?.createdAt ?? null,
      pushedAt: null,
      pulledAt: null,
      sameDigest: digest ? (byDigest.get(digest) ?? []).filter((other) => other !== tag) : [],
      referrerCount: digest ? (referrers.get(fallbackTag(digest)) ?? 0) : 0,
      problem: reading?.problem ?? null,
    };
  });
}

function freshnessOf(view: RepositoryView): TagList["freshness"] {
  const shown = view.tags.filter((tag) => !parseReferrerTag(tag));
  const read = shown.filter((tag) => view.find(tag)?.details).length;
  const incomplete = incompleteList(view, view.tags.length);
  return {
    state: read === shown.length && incomplete.incomplete === undefined ? "live" : "partial",
    checkedAt: new Date(view.namesCheckedAt).toISOString(),
    read,
    expected: shown.length,
    ...incomplete,
  };
}
