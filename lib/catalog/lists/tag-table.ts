import "server-only";
import { database } from "@/lib/db/database";
import { fallbackTag, parseReferrerTag } from "@/lib/oci/referrer-tags";
import { RecentMap } from "@/lib/process/recent-map";
import { lastPushOf } from "@/lib/registry-index/facts/last-push";
import { findDigests } from "@/lib/registry-index/questions/known-tags";
import type { RepositoryRow } from "@/lib/registry-index/tags/repository-store";
import { snapshot } from "./snapshots";

const mostLists = 12;

/** The data of one tag by which the lists sort, filter and count. */
export type TagEntry = {
  name: string;
  manifestId: number | null;
  kind: string | null;
  /** JSON, as it is stored: equal texts are equal platforms. */
  platforms: string | null;
  sizeBytes: number | null;
  createdAt: number | null;
  /** When the index first had the tag. */
  seenAt: number;
  /** When the index found the tag to name something else than before. */
  changedAt: number | null;
  /** When the tag was last pushed; null if the registry has never reported a push. */
  pushedAt: number | null;
  pulledAt: number | null;
  hasProblem: boolean;
};

/** The tag of a signature or another referrer, or of a list of referrers with that many `entries`. */
export type ReferrerEntry = TagEntry & {
  entries: number;
  /**
   * The tag names the manifest whose referrers it should list: it is just another name of that manifest, and lists
   * none.
   */
  isSubject: boolean;
};

/** Every tag of a repository, as the index had it at one moment. */
export class TagTable {
  /** Without the tags of referrers. */
  readonly tags: TagEntry[] = [];
  readonly referrers: ReferrerEntry[] = [];
  /** Sorted and filtered lists that were requested, by the request. */
  readonly lists: Map<string, TagEntry[]> = new RecentMap(mostLists);
  #readCount: number | null = null;
  #sameManifest: Map<number, string[]> | null = null;
  #referrerCounts: Map<string, number> | null = null;

  get rows(): number {
    return this.tags.length + this.referrers.length;
  }

  /** Returns the tags that name a manifest. */
  tagsOf(manifestId: number): string[] {
    this.#sameManifest ??= groupByManifest(this.tags);
    return this.#sameManifest.get(manifestId) ?? [];
  }

  /** Returns how many signatures and other referrers are attached by tags to the manifest with this fallback tag. */
  referrerCount(fallbackTag: string): number {
    this.#referrerCounts ??= countReferrers(this.referrers);
    return this.#referrerCounts.get(fallbackTag) ?? 0;
  }

  /** Tags whose manifest was read. */
  get readCount(): number {
    this.#readCount ??= this.tags.filter((tag) => tag.kind !== null).length;
    return this.#readCount;
  }
}

function groupByManifest(tags: TagEntry[]): Map<number, string[]> {
  const groups = new Map<number, string[]>();
  for (const { name, manifestId } of tags) {
    if (manifestId === null) continue;
    const group = groups.get(manifestId);
    if (group) group.push(name);
    else groups.set(manifestId, [name]);
  }
  return groups;
}

function countReferrers(referrers: TagTable["referrers"]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { name, entries, isSubject } of referrers) {
    const referrer = parseReferrerTag(name);
    if (!referrer || isSubject) continue;
    const count = referrer.suffix ? 1 : entries;
    counts.set(referrer.fallbackTag, (counts.get(referrer.fallbackTag) ?? 0) + count);
  }
  return counts;
}

/** Returns the table of a repository: the current one or, while it changes all the time, one from a moment ago. */
export function getTagTable(repository: RepositoryRow, options?: { exact: boolean }): Promise<TagTable> {
  const key = `tags ${repository.id}`;
  return snapshot(key, String(repository.revision), () => readTagTable(repository.id), options);
}

async function readTagTable(repositoryId: number): Promise<TagTable> {
  const rows = await database()
    .selectFrom("tag")
    .leftJoin("manifest", "manifest.blob_id", "tag.manifest_id")
    .select(["tag.name", "tag.referrer", "tag.manifest_id", "tag.pulled_at"])
    .select(["tag.seen_at", "tag.changed_at", "tag.pushed_at"])
    .select(["manifest.kind", "manifest.platforms", "manifest.size_bytes", "manifest.created_at", "manifest.entries"])
    .select((eb) => eb("tag.problem", "is not", null).as("has_problem"))
    .where("tag.repository_id", "=", repositoryId)
    .execute();
  const table = new TagTable();
  const texts = new Map<string, string>();
  for (const row of rows) {
    const entry: TagEntry = {
      name: row.name,
      manifestId: row.manifest_id,
      kind: row.kind && shared(texts, row.kind),
      platforms: row.platforms && shared(texts, row.platforms),
      sizeBytes: row.size_bytes,
      createdAt: row.created_at,
      seenAt: row.seen_at,
      changedAt: row.changed_at,
      pushedAt: lastPushOf(row),
      pulledAt: row.pulled_at,
      hasProblem: Boolean(row.has_problem),
    };
    if (row.referrer) table.referrers.push({ ...entry, entries: row.entries ?? 1, isSubject: false });
    else table.tags.push(entry);
  }
  await noteSubjects(table.referrers);
  return table;
}

async function noteSubjects(referrers: ReferrerEntry[]): Promise<void> {
  const lists = referrers.filter(({ name }) => parseReferrerTag(name)?.suffix === null);
  if (lists.length === 0) return;
  const digests = await findDigests(lists.flatMap(({ manifestId }) => manifestId ?? []));
  for (const list of lists) {
    const digest = list.manifestId === null ? undefined : digests.get(list.manifestId);
    list.isSubject = digest !== undefined && fallbackTag(digest) === list.name;
  }
}

// Fifty thousand tags have few kinds and platforms; each is kept as one string, not as fifty thousand.
function shared(texts: Map<string, string>, text: string): string {
  const known = texts.get(text);
  if (known !== undefined) return known;
  texts.set(text, text);
  return text;
}
