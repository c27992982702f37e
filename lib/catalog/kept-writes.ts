import "server-only";
import type { Kysely } from "kysely";
import { database } from "@/lib/db/database";
import { logger } from "@/lib/logging/logger";
import { processWide } from "@/lib/process/process-wide";

type Write = (db: Kysely<unknown>) => Promise<unknown>;
type Waiting = { write: Write; whenOver: () => void };
type Queue = { waiting: Waiting[]; flushing: Promise<void> };

const delayMs = 50;

const queue = () => processWide<Queue>("kept-writes", () => ({ waiting: [], flushing: Promise.resolve() }));

/**
 * Writes to the cache of what was read, soon and together with others: each commit costs a sync of the disk, and a
 * repository brings thousands. What could not be written is logged and read from the registry again; reading goes on.
 * `whenOver` is called once, written or not.
 */
export function writeLater(write: Write, whenOver: () => void = () => undefined): void {
  const { waiting } = queue();
  waiting.push({ write, whenOver });
  if (waiting.length === 1) setTimeout(flushWrites, delayMs).unref();
}

/** Resolves when everything that was waiting is written, or failed. */
export function flushWrites(): Promise<void> {
  const writes = queue();
  const batch = writes.waiting.splice(0);
  if (batch.length > 0) writes.flushing = writes.flushing.then(() => writeTogether(batch));
  return writes.flushing;
}

async function writeTogether(batch: Waiting[]): Promise<void> {
  try {
    await database<unknown>()
      .transaction()
      .execute(async (transaction) => {
        for (const { write } of batch) await write(transaction);
      });
  } catch (error) {
    logger().warn({ err: error, writes: batch.length }, "what was read could not be kept");
  }
  for (const { whenOver } of batch) whenOver();
}
