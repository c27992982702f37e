import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { database } from "@/lib/db/database";
import { logger } from "@/lib/logging/logger";

// Long enough to find out what a release of the year before last was.
export const keptForMs = 2 * 365 * 24 * 60 * 60_000;

const everyMs = 60 * 60_000;
const betweenStepsMs = 50;
const rowsOfStep = 500;

/** Removes facts of tags that are too old, now and every hour, until the signal is aborted. */
export async function keepPruningTagFacts(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pruneTagFacts(signal).catch((error) => logger().warn({ err: error }, "old moves of tags were not removed"));
    await wait(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Removes facts that are older than two years, in small steps. Throws the error of the database. */
export async function pruneTagFacts(signal: AbortSignal, step = rowsOfStep): Promise<void> {
  const before = Date.now() - keptForMs;
  while (!signal.aborted && (await removeSome(before, step)) === step)
    await wait(betweenStepsMs, undefined, { signal }).catch(() => undefined);
}

async function removeSome(before: number, step: number): Promise<number> {
  const facts = database();
  const oldest = await facts
    .selectFrom("tag_fact")
    .select(["id", "at"])
    .where("at", "<", before)
    .orderBy("at")
    .limit(step)
    .execute();
  const last = oldest.at(-1);
  if (!last) return 0;
  const ids = oldest.map((row) => row.id);
  await facts.deleteFrom("tag_fact").where("at", "<=", last.at).where("id", "in", ids).execute();
  return oldest.length;
}
