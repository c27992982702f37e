import "server-only";
import { type Kysely, sql } from "kysely";

type IdTables = { id_blocks: { name: string; next: number } };

/**
 * Takes `count` numbers that nobody else gets, and returns the first. Two consoles on one database never take the same:
 * the row is locked until the transaction ends.
 */
export async function takeIds(
  db: Kysely<unknown>,
  name: "blob" | "repository" | "tag_name" | "label",
  count: number,
): Promise<number> {
  const { next } = await (db as Kysely<IdTables>)
    .insertInto("id_blocks")
    .values({ name, next: 1 + count })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ next: sql<number>`id_blocks.next + ${count}` }))
    .returning("next")
    .executeTakeFirstOrThrow();
  return next - count;
}
