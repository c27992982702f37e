import "server-only";
import type { JournalItem } from "@/lib/deletion/journal/deletion-tables";
import { isAppError } from "@/lib/errors/app-error";
import { parseManifest } from "@/lib/oci/manifest";
import { fallbackTag, parseReferrerTag } from "@/lib/oci/referrer-tags";
import { findContents } from "@/lib/registry-index/contents/content-store";

/**
 * Returns the items to restore for those that were asked for: with an image, also what was attached to it and deleted
 * with it. What an index lists is restored with it anyway.
 */
export async function chooseRestored(items: readonly JournalItem[], asked: ReadonlySet<number>): Promise<number[]> {
  const manifests = items.filter((item) => item.tag === null).map((item) => item.digest);
  const named = await readNamed([...new Set(items.flatMap((item) => item.digest ?? []))]);
  const chosen = new Set(items.filter((item) => asked.has(item.at)).map((item) => item.at));
  const back = new Set<string>();
  const waiting = items.flatMap((item) => (asked.has(item.at) && item.digest !== null ? item.digest : []));
  const attachedTags = Map.groupBy(items, (item) => parseReferrerTag(item.tag ?? "")?.fallbackTag ?? "");
  for (let digest = waiting.pop(); digest !== undefined; digest = waiting.pop()) {
    if (back.has(digest)) continue;
    back.add(digest);
    waiting.push(...(named.get(digest)?.children ?? []));
    waiting.push(...manifests.filter((other) => named.get(other)?.subject === digest));
    for (const item of attachedTags.get(fallbackTag(digest)) ?? []) {
      chosen.add(item.at);
      if (item.digest !== null) waiting.push(item.digest);
    }
  }
  for (const item of items) if (item.tag === null && back.has(item.digest)) chosen.add(item.at);
  return [...chosen].sort((a, b) => a - b);
}

async function readNamed(digests: string[]): Promise<Map<string, { children: string[]; subject: string | null }>> {
  const named = new Map<string, { children: string[]; subject: string | null }>();
  for (const [digest, { bytes, mediaType }] of await findContents(digests)) {
    try {
      const manifest = parseManifest(bytes, mediaType);
      const children = manifest.type === "index" ? manifest.manifests.map((child) => child.digest) : [];
      named.set(digest, { children, subject: manifest.subject?.digest ?? null });
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
  }
  return named;
}
