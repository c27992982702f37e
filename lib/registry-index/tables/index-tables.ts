import "server-only";
import type { ManifestTables } from "@/lib/registry-index/contents/manifest-store";

/** The tables of the index. Times are epoch milliseconds, texts named `problem` are JSON of an ItemProblem. */
export type IndexTables = ManifestTables & {
  indexed_registry: {
    registry: string;
    /** Grows with every change to anything of the registry. */
    revision: number;
    catalog_at: number | null;
    catalog_incomplete: string | null;
    sweep_started_at: number | null;
    sweep_finished_at: number | null;
    /** When the first sweep was finished: what is found later is new. */
    first_swept_at: number | null;
    sweeps: number;
    problem: string | null;
    /** JSON: what measure-storage found. */
    storage: string | null;
  };
  repository: {
    id: number;
    registry: string;
    name: string;
    revision: number;
    /** When the stored tag list was requested; null before the first. */
    listed_at: number | null;
    incomplete: string | null;
    problem: string | null;
    /** Excludes the tags of signatures and other referrers. */
    tag_count: number;
    /** 1: left out of the lists while it has no tags. */
    hidden: 0 | 1;
    /** Tags, of any kind, that were never read. */
    unread_count: number;
    size_bytes: number | null;
    unique_bytes: number | null;
    reclaimable_bytes: number | null;
    pushed_at: number | null;
    pulled_at: number | null;
    pull_count: number;
  };
  tag: {
    repository_id: number;
    name: string;
    /** 1 for the tag of a signature or another referrer, which the lists of tags leave out. */
    referrer: 0 | 1;
    /**
     * The blob that the tag names, as of `checked_at`; null before it was read, or if the registry has no manifest for
     * it.
     */
    manifest_id: number | null;
    seen_at: number;
    /** 0 before the first look. */
    checked_at: number;
    /** When the tag was found to name something else than before. */
    changed_at: number | null;
    pushed_at: number | null;
    pulled_at: number | null;
    pull_count: number;
    /** JSON: an ItemProblem, with the missing platforms of an image index. */
    problem: string | null;
  };
  /**
   * Manifests that no tag names any more, until they are collected; `deleted`: deleted by digest, not only untagged.
   */
  untagged: { repository_id: number; manifest_id: number; since: number; deleted: 0 | 1 };
};

declare module "@/lib/db/tables" {
  interface Tables extends IndexTables {}
}
