import "server-only";
import { randomUUID } from "node:crypto";
import { database } from "@/lib/db/database";
import { storing } from "@/lib/db/storage-error";

type IntentRow = {
  id: string;
  registry: string;
  repository: string;
  tag: string;
  digest: string;
  method: "tag" | "untag" | "manifest";
  children: string;
  placeholder: string | null;
  actor: string;
  state: "intended" | "done" | "failed" | "skipped";
  detail: string | null;
  created_at: number;
  updated_at: number;
};
type IntentTables = { deletion_intent: IntentRow };

export type Intent = Pick<IntentRow, "id" | "registry" | "repository" | "tag" | "digest" | "method" | "actor"> & {
  /** The digest of the placeholder that is to take the tag's place. */
  placeholder: string | null;
  /** Manifests of an index that go with it. */
  children: string[];
};

export function newIntentId(): string {
  return randomUUID();
}

/** Commits what is about to be done. Only after it returns may the registry be asked to delete anything. */
export async function recordIntent(intent: Intent): Promise<void> {
  const now = Date.now();
  await storing(() =>
    database<IntentTables>()
      .insertInto("deletion_intent")
      .values({
        ...intent,
        children: JSON.stringify(intent.children),
        state: "intended",
        detail: null,
        created_at: now,
        updated_at: now,
      })
      .execute(),
  );
}

/** Commits how it ended. */
export async function settleIntent(id: string, state: "done" | "failed" | "skipped", detail: string): Promise<void> {
  await storing(() =>
    database<IntentTables>()
      .updateTable("deletion_intent")
      .set({ state, detail, updated_at: Date.now() })
      .where("id", "=", id)
      .execute(),
  );
}

/** Whether its end still isn't recorded. */
export async function isOpen(id: string): Promise<boolean> {
  const row = await database<IntentTables>()
    .selectFrom("deletion_intent")
    .select("state")
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.state === "intended";
}

/** The intents whose end isn't recorded, the oldest first. */
export async function listOpenIntents(): Promise<Intent[]> {
  const rows = await database<IntentTables>()
    .selectFrom("deletion_intent")
    .selectAll()
    .where("state", "=", "intended")
    .orderBy("created_at")
    .execute();
  return rows.map((row) => ({ ...row, children: JSON.parse(row.children) as string[] }));
}
