import "server-only";
import { database } from "@/lib/db/database";
import { countPeople, insertPerson } from "./people-store";

type SetUpTables = { set_up: { id: string; token_hash: string; expires_at: number } };

declare module "@/lib/db/tables" {
  interface Tables extends SetUpTables {}
}

const setUp = () => database();
const id = "first-admin";

/** Replaces the one-time token; the previous one stops working. */
export async function saveSetUpToken(tokenHash: string, expiresAt: number): Promise<void> {
  await setUp()
    .insertInto("set_up")
    .values({ id, token_hash: tokenHash, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ token_hash: tokenHash, expires_at: expiresAt }))
    .execute();
}

/**
 * Uses up the token and adds the first admin: both or neither. Of two concurrent calls exactly one finds the token's
 * row. Returns "invalid" for the other, for an old token, and if a person already exists.
 */
export async function consumeSetUpToken(
  tokenHash: string,
  admin: { username: string; passwordHash: string },
  now = Date.now(),
): Promise<"done" | "invalid"> {
  return setUp()
    .transaction()
    .execute(async (trx) => {
      const { numDeletedRows } = await trx
        .deleteFrom("set_up")
        .where("token_hash", "=", tokenHash)
        .where("expires_at", ">", now)
        .executeTakeFirst();
      if (Number(numDeletedRows) !== 1 || (await countPeople(trx as never)) > 0) return "invalid";
      await insertPerson({ ...admin, role: "admin" }, trx as never);
      return "done";
    });
}

export async function hasSetUpToken(tokenHash: string, now = Date.now()): Promise<boolean> {
  const row = await setUp()
    .selectFrom("set_up")
    .select("id")
    .where("token_hash", "=", tokenHash)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteSetUpToken(): Promise<void> {
  await setUp().deleteFrom("set_up").execute();
}
