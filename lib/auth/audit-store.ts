import "server-only";
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { database } from "@/lib/db/database";

export type AuditTable = {
  id: string;
  at: number;
  actor_id: string;
  actor: string;
  action: string;
  registry: string | null;
  repository: string | null;
  subject: string | null;
  outcome: string;
  /** JSON. */
  detail: string;
};
export type AuditTables = { audit: AuditTable };

/** Adds a row; the database refuses to change or remove one. */
export async function insertAudit(row: Omit<AuditTable, "id" | "at">, db?: Kysely<AuditTables>): Promise<void> {
  await (db ?? database<AuditTables>())
    .insertInto("audit")
    .values({ ...row, id: randomUUID(), at: Date.now() })
    .execute();
}
