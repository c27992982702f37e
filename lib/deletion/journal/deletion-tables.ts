import "server-only";
import type { Selectable } from "kysely";
import type { DeletionItem, DeletionState } from "@/lib/contract/deletions";
import type { ErrorCode } from "@/lib/errors/error-codes";

/** A plan, and its progress. Times are epoch milliseconds. */
type DeletionTable = {
  id: string;
  registry: string;
  repository: string;
  state: DeletionState;
  hash: string;
  created_at: number;
  created_by: string;
  created_by_id: string;
  expires_at: number;
  started_at: number | null;
  /** When something was last done. A deletion untouched for long does not resume by itself. */
  touched_at: number;
  finished_at: number | null;
  /** 1: it resumes by itself after a crash; 0: somebody waited for it and saw it fail. */
  resumes: 0 | 1;
  /** The process that is working on it, if somebody is waiting for the deletion. */
  owner: string | null;
  /** What somebody has requested meanwhile. Work that is under way is finished first. */
  wanted: "pause" | "cancel" | null;
  /** JSON of an ItemProblem. */
  problem: string | null;
  with_referrers: 0 | 1;
  remove_manifests: 0 | 1;
  whole_repository: 0 | 1;
  /** 1: the empty repository name that remains is hidden from the lists. */
  hide_name: 0 | 1;
  /** JSON: the numbers of the plan. */
  summary: string;
};

/**
 * One tag, or one manifest by its digest, and the journal of its outcome. `intended` is committed before the registry
 * is asked to change anything.
 */
type DeletionItemTable = {
  deletion_id: string;
  at: number;
  repository: string;
  tag: string | null;
  digest: string | null;
  method: DeletionItem["method"];
  asked: 0 | 1;
  /** JSON: what else uses its manifest. */
  kept_for: string | null;
  state: DeletionItem["state"];
  /** The error code, if it failed or was skipped. */
  code: ErrorCode | null;
  detail: string | null;
  /** The digest of the placeholder that was to take the tag's place. */
  placeholder: string | null;
  ended_at: number | null;
  /** 1: it is to be put back. */
  restoring: 0 | 1;
  restored_at: number | null;
  /** Who last asked to restore it. */
  restored_by: string | null;
  /** JSON of an ItemProblem: why it could not be put back. */
  restore_problem: string | null;
  /** The garbage collection that removed parts of it. */
  final_run: string | null;
};

export type DeletionTables = { deletion: DeletionTable; deletion_item: DeletionItemTable };

declare module "@/lib/db/tables" {
  interface Tables extends DeletionTables {}
}

export type DeletionRow = Selectable<DeletionTable>;
export type DeletionItemRow = Selectable<DeletionItemTable>;

/** A tag, and the digest that it names; null if the registry has no manifest for it. */
export type TagItem = DeletionItemRow & { tag: string };

/** A manifest, by its digest. */
export type ManifestItem = DeletionItemRow & { tag: null; digest: string };

export type JournalItem = TagItem | ManifestItem;
