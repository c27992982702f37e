import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/database";
import { fromStoredOrNull } from "@/lib/db/stored-json";
import type { Database } from "@/lib/db/tables";
import { findSecretMark } from "./notification-secret";
import type { NotifyingRegistry } from "./notifying-registry-table";
import { judgePulls, listen, nothingTold, type PullsKnown, type PullsTold, takeIn } from "./pulls-told";

const rows = (db: Database = database()) => db;

/** Records that the registry reported, at `now`, pulls that happened at these times. */
export async function recordPullsTold(registry: string, pulledAt: readonly number[], now: number): Promise<void> {
  const secretMark = findSecretMark(registry) ?? "";
  const inOrder = pulledAt.toSorted((a, b) => a - b);
  await change(registry, now, (told) => inOrder.reduce((known, at) => takeIn(known, { at, now, secretMark }), told), {
    pull_heard_at: now,
  });
}

const rewriteAfterMs = 30_000;

/** Records that this console listens to the registries that have sent notifications before. */
export async function recordListening(now: number, { isStart = false } = {}): Promise<void> {
  const known = await rows().selectFrom("notifying_registry").select(["registry", "listening_at"]).execute();
  const isRecent = (at: number | null) => !isStart && at !== null && Math.abs(now - at) < rewriteAfterMs;
  for (const { registry, listening_at } of known)
    if (!isRecent(listening_at)) await change(registry, now, (told) => listen(told, now, { isStart }));
}

/** Returns since when every pull of the registry is known, or why that is unknown. */
export async function findPullsKnown(registry: string): Promise<PullsKnown> {
  const row = await rows()
    .selectFrom("notifying_registry")
    .selectAll()
    .where("registry", "=", registry)
    .executeTakeFirst();
  return judgePulls(row ? fromRow(row) : nothingTold, Date.now(), findSecretMark(registry) ?? "");
}

async function change(
  registry: string,
  now: number,
  toNext: (told: PullsTold) => PullsTold,
  also: Partial<NotifyingRegistry> = {},
): Promise<void> {
  await database()
    .transaction()
    .execute(async (db) => {
      // Writing first makes other consoles wait, so that the reports to two of them both count.
      const row = await rows(db)
        .insertInto("notifying_registry")
        .values({ registry, heard_at: now, ...toRow(nothingTold), pull_heard_at: null })
        .onConflict((conflict) =>
          conflict.column("registry").doUpdateSet((eb) => ({ registry: eb.ref("excluded.registry") })),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
      await rows(db)
        .updateTable("notifying_registry")
        .set({ ...toRow(toNext(fromRow(row))), ...also })
        .where("registry", "=", registry)
        .execute();
    });
}

const silencesSchema = z.array(z.object({ endedAt: z.number(), ms: z.number() })).catch([]);

function fromRow(row: NotifyingRegistry): PullsTold {
  const { away_from: from, away_until: until, away_held } = row;
  return {
    since: row.pulls_since,
    // Nothing happened later than it was reported.
    until: row.pull_at === null ? row.pull_heard_at : Math.min(row.pull_at, row.pull_heard_at ?? row.pull_at),
    silences: fromStoredOrNull(silencesSchema, row.silences) ?? [],
    listeningAt: row.listening_at,
    away: from === null || until === null ? null : { from, until, held: away_held === 1 },
    lateAt: row.late_at,
    secretMark: row.secret_mark,
  };
}

function toRow({ since, until, silences, listeningAt, away, lateAt, secretMark }: PullsTold) {
  return {
    pulls_since: since,
    pull_at: until,
    silences: JSON.stringify(silences),
    listening_at: listeningAt,
    away_from: away?.from ?? null,
    away_until: away?.until ?? null,
    away_held: away ? Number(away.held) : null,
    late_at: lateAt,
    secret_mark: secretMark,
  };
}
