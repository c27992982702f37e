import "server-only";
import { systemActor } from "@/lib/auth/actor";
import { recordAudit } from "@/lib/auth/record-audit";
import { recordRestored } from "@/lib/catalog/record-restored";
import { closeRevert, type TagRevertRow } from "./tag-revert-store";

/** Writes down that a tag was reverted: for its history, for the index, for the audit. `digests`: what was put or found. */
export async function recordReverted(revert: TagRevertRow, digests: Iterable<string>): Promise<void> {
  const { id, registry, repository, tag, from_digest, to_digest, created_at, created_by } = revert;
  const before = { at: created_at, digest: from_digest || null };
  await recordRestored(registry, repository, {
    digests,
    tags: [{ tag, at: created_at, digest: to_digest, source: "revert", actor: created_by, before }],
  });
  await auditRevert(revert, "succeeded");
  await closeRevert(id);
}

/** Writes down how a revert ended. */
export async function auditRevert(revert: TagRevertRow, outcome: "succeeded" | "failed"): Promise<void> {
  const { registry, repository, tag, from_digest, to_digest, created_by, created_by_id } = revert;
  await recordAudit({
    actor: { ...systemActor, username: created_by, userId: created_by_id },
    ...{ action: "tag:revert", registry, repository, subject: tag, outcome },
    detail: { from: from_digest || null, to: to_digest },
  });
}
