import "server-only";
import { database } from "@/lib/db/database";
import { AppError } from "@/lib/errors/app-error";
import { type AttemptRule, takeAttempt } from "./internal/attempt-rules";

type AttemptTables = {
  sign_in_attempts: { key: string; revision: number; count: number; blocked_until: number; forget_at: number };
};

declare module "@/lib/db/tables" {
  interface Tables extends AttemptTables {}
}

const attempts = () => database();

/**
 * Counts one attempt before it is made, so that concurrent attempts can't slip through together. Throws
 * `too-many-attempts` if the rule allows none now, and whatever the database throws: without it nobody signs in.
 */
export async function reserveAttempt(key: string, rule: AttemptRule, now = Date.now()): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    const row = await attempts().selectFrom("sign_in_attempts").selectAll().where("key", "=", key).executeTakeFirst();
    const before = row ? { count: row.count, blockedUntil: row.blocked_until, forgetAt: row.forget_at } : null;
    const taken = takeAttempt(rule, before, now);
    if (!taken.allowed) throw refusal(taken.retryAfterMs);
    const { count, blockedUntil, forgetAt } = taken.after;
    const values = { count, blocked_until: blockedUntil, forget_at: forgetAt };
    if (await writeIfUnchanged(key, row?.revision ?? null, values)) return;
  }
  throw refusal(1000);
}

const refusal = (retryAfterMs: number) =>
  new AppError("too-many-attempts", "Too many sign-in attempts. Wait a few minutes, then try again.", {
    retryAfterSeconds: Math.ceil(retryAfterMs / 1000),
  });

type Values = { count: number; blocked_until: number; forget_at: number };

async function writeIfUnchanged(key: string, revision: number | null, values: Values): Promise<boolean> {
  if (revision === null) {
    const { numInsertedOrUpdatedRows } = await attempts()
      .insertInto("sign_in_attempts")
      .values({ key, revision: 1, ...values })
      .onConflict((conflict) => conflict.column("key").doNothing())
      .executeTakeFirst();
    return Number(numInsertedOrUpdatedRows) === 1;
  }
  const { numUpdatedRows } = await attempts()
    .updateTable("sign_in_attempts")
    .set({ revision: revision + 1, ...values })
    .where("key", "=", key)
    .where("revision", "=", revision)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

/** Takes back one attempt, as it succeeded; the key is no longer blocked by it. */
export async function returnAttempt(key: string): Promise<void> {
  await attempts()
    .updateTable("sign_in_attempts")
    .set((eb) => ({ revision: eb("revision", "+", 1), count: eb("count", "-", 1), blocked_until: 0 }))
    .where("key", "=", key)
    .where("count", ">", 0)
    .execute();
}

export async function forgetAttempts(key: string): Promise<void> {
  await attempts().deleteFrom("sign_in_attempts").where("key", "=", key).execute();
}

/** Remembers the key until `until`, without counting an attempt. */
export async function remember(key: string, until: number): Promise<void> {
  const values = { count: 0, blocked_until: 0, forget_at: until };
  await attempts()
    .insertInto("sign_in_attempts")
    .values({ key, revision: 1, ...values })
    .onConflict((conflict) => conflict.column("key").doUpdateSet(values))
    .execute();
}

export async function isRemembered(key: string, now = Date.now()): Promise<boolean> {
  const row = await attempts()
    .selectFrom("sign_in_attempts")
    .select("key")
    .where("key", "=", key)
    .where("forget_at", ">", now)
    .executeTakeFirst();
  return row !== undefined;
}

/** Deletes attempts that no rule looks at any more. */
export async function pruneAttempts(now = Date.now()): Promise<void> {
  await attempts().deleteFrom("sign_in_attempts").where("forget_at", "<", now).execute();
}
