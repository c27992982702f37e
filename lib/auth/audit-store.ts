import "server-only";
import { randomUUID } from "node:crypto";
import { database } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";

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

declare module "@/lib/db/tables" {
  interface Tables extends AuditTables {}
}

/** Adds a row; the database refuses to change or remove one. */
export async function insertAudit(row: Omit<AuditTable, "id" | "at">, db?: Database): Promise<void> {
  await (db ?? database())
    .insertInto("audit")
    .values({ ...row, id: randomUUID(), at: Date.now() })
    .execute();
}
