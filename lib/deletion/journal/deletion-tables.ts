import "server-only";
import type { Selectable } from "kysely";
import type { DeletionItem, DeletionState } from "@/lib/contract/deletions";
import type { ErrorCode } from "@/lib/errors/error-codes";

/** A plan, and how far carrying it out has come. Times are epoch milliseconds. */
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
  /** When something was last done: what rested for long is not taken up by itself. */
  touched_at: number;
  finished_at: number | null;
  /** 1: it goes on by itself after a crash; 0: somebody waited for it and saw it fail. */
  resumes: 0 | 1;
  /** Of one that somebody waits for: the process that is at it. */
  owner: string | null;
  /** What it was asked for meanwhile; what is under way is finished first. */
  wanted: "pause" | "cancel" | null;
  /** JSON of an ItemProblem. */
  problem: string | null;
  with_referrers: 0 | 1;
  remove_manifests: 0 | 1;
  whole_repository: 0 | 1;
  /** 1: the empty name that is left is to be left out of the lists. */
  hide_name: 0 | 1;
  /** JSON: the numbers of the plan. */
  summary: string;
};

/**
 * One tag, or one manifest by its digest, and the journal of what became of it. `intended` is committed before the
 * registry is asked to change anything.
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
  /** An error code, where it failed or was skipped. */
  code: ErrorCode | null;
  detail: string | null;
  /** The digest of what was to take the tag's place. */
  placeholder: string | null;
  ended_at: number | null;
  /** 1: it is to be put back. */
  restoring: 0 | 1;
  restored_at: number | null;
  /** Who wanted it back last. */
  restored_by: string | null;
  /** JSON of an ItemProblem: why it could not be put back. */
  restore_problem: string | null;
  /** The garbage collection that has removed parts of it. */
  final_run: string | null;
};

export type DeletionTables = { deletion: DeletionTable; deletion_item: DeletionItemTable };

declare module "@/lib/db/tables" {
  interface Tables extends DeletionTables {}
}

export type DeletionRow = Selectable<DeletionTable>;
export type DeletionItemRow = Selectable<DeletionItemTable>;
