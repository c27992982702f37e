import "server-only";
import { systemActor } from "@/lib/auth/actor";
import { type AuditEntry, recordAudit } from "@/lib/auth/record-audit";
import { database } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";
import { recordRestored } from "@/lib/registry-index/records/record-restored";
import { closeRevert, type TagRevertRow } from "./tag-revert-store";

/** Records that a tag was reverted: in its history, the index and the audit. `digests`: what was put or found. */
export async function recordReverted(revert: TagRevertRow, digests: Iterable<string>): Promise<void> {
  const { registry, repository, tag, from_digest, to_digest, created_at, created_by } = revert;
  const before = { at: created_at, digest: from_digest || null };
  const fact = { tag, at: created_at, digest: to_digest, source: "revert", actor: created_by, before } as const;
  await recordRestored(registry, repository, { digests, tags: [fact] }, (db) => endRevert(revert, "succeeded", db));
}

/** Records that a revert changed nothing. */
export async function recordFailed(revert: TagRevertRow): Promise<void> {
  await database()
    .transaction()
    .execute((db) => endRevert(revert, "failed", db));
}

async function endRevert(revert: TagRevertRow, outcome: "succeeded" | "failed", db: Database): Promise<void> {
  const { id, registry, repository, tag, from_digest, to_digest, created_by, created_by_id } = revert;
  const entry: AuditEntry = {
    actor: { ...systemActor, username: created_by, userId: created_by_id },
    action: "tag:revert",
    registry,
    repository,
    subject: tag,
    outcome,
    detail: { from: from_digest || null, to: to_digest },
  };
  await recordAudit(entry, db);
  await closeRevert(id, db);
}
