import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { database } from "@/lib/db/database";
import { logger } from "@/lib/logging/logger";

export type Retention = {
  days: number;
  /** The maximum number of events of one registry. */
  most: number;
  /** Rows that one statement deletes; others can write between two statements. */
  step: number;
};

export const retention: Retention = { days: 90, most: 500_000, step: 500 };

const dayMs = 24 * 60 * 60_000;
const everyMs = 60 * 60_000;
const betweenStepsMs = 50;

const events = () => database();

/** Deletes what exceeds the retention, now and every hour, until the signal is aborted. */
export async function keepPruningEvents(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pruneEvents(retention, signal).catch((error) => logger().warn({ err: error }, "old events were not removed"));
    await wait(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Deletes events that are too old, or too many, oldest first, in small steps. Throws what the database threw. */
export async function pruneEvents({ days, most, step }: Retention, signal: AbortSignal): Promise<void> {
  for (let registry = await findNextRegistry(""); registry !== null; registry = await findNextRegistry(registry)) {
    const before = Math.max(Date.now() - days * dayMs, await findArrivalAfter(registry, most));
    while (!signal.aborted && (await removeSome(registry, before, step)) === step)
      await wait(betweenStepsMs, undefined, { signal }).catch(() => undefined);
  }
}

// Includes registries that the configuration no longer names.
async function findNextRegistry(last: string): Promise<string | null> {
  const row = await events()
    .selectFrom("registry_event")
    .select("registry")
    .where("registry", ">", last)
    .orderBy("registry")
    .limit(1)
    .executeTakeFirst();
  return row?.registry ?? null;
}

/** Returns the time before which arrived events exceed the limit; 0 if none do. */
async function findArrivalAfter(registry: string, most: number): Promise<number> {
  const row = await events()
    .selectFrom("registry_event")
    .select("received_at")
    .where("registry", "=", registry)
    .orderBy("received_at", "desc")
    .offset(most)
    .limit(1)
    .executeTakeFirst();
  return row ? row.received_at + 1 : 0;
}

async function removeSome(registry: string, before: number, step: number): Promise<number> {
  const oldest = await events()
    .selectFrom("registry_event")
    .select("id")
    .where("registry", "=", registry)
    .where("received_at", "<", before)
    .orderBy("received_at")
    .limit(step)
    .execute();
  if (oldest.length === 0) return 0;
  await events()
    .deleteFrom("registry_event")
    .where("registry", "=", registry)
    .where(
      "id",
      "in",
      oldest.map((row) => row.id),
    )
    .execute();
  return oldest.length;
}
