import "server-only";
import type { Database } from "@/lib/db/tables";
import type { Actor } from "./actor";
import { insertAudit } from "./audit-store";

export type AuditEntry = {
  actor: Actor;
  /** The action, e.g. "tag:delete". */
  action: string;
  registry?: string | null;
  repository?: string | null;
  /** The object of the action, e.g. a tag, a run's id, a person's name. */
  subject?: string | null;
  outcome: "started" | "succeeded" | "failed" | "refused";
  /** Facts for later readers; never a secret. */
  detail?: Record<string, unknown> | string | null;
};

/** Records who changed what. Pass the transaction of the change, so that neither is committed without the other. */
export async function recordAudit(entry: AuditEntry, db?: Database): Promise<void> {
  const { actor, action, registry = null, repository = null, subject = null, outcome, detail = null } = entry;
  await insertAudit(
    {
      actor_id: actor.userId,
      actor: actor.username,
      action,
      registry,
      repository,
      subject,
      outcome,
      detail: JSON.stringify(detail),
    },
    db,
  );
}
