import "server-only";
import { sql } from "kysely";
import type { Database } from "@/lib/db/tables";

type IdTables = { id_blocks: { name: string; next: number } };

declare module "@/lib/db/tables" {
  interface Tables extends IdTables {}
}

/**
 * Takes `count` ids that nobody else gets, and returns the first. Two consoles on one database never take the same
 * ones: the row is locked until the transaction ends.
 */
export async function takeIds(
  db: Database,
  name: "blob" | "repository" | "tag_name" | "label",
  count: number,
): Promise<number> {
  const { next } = await db
    .insertInto("id_blocks")
    .values({ name, next: 1 + count })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ next: sql<number>`id_blocks.next + ${count}` }))
    .returning("next")
    .executeTakeFirstOrThrow();
  return next - count;
}
