import "server-only";
import { database } from "@/lib/db/database";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/logging/logger";
import { processWide } from "@/lib/process/process-wide";
import { type Content, forgetBases } from "@/lib/registry-index/contents/write-contents";
import { forgetLabels } from "@/lib/registry-index/labels/label-cache";
import { type Batch, emptyBatch, isEmptyBatch, writeBatch } from "./write-batch";

type Queue = {
  waiting: Batch;
  writing: Batch;
  flushing: Promise<void>;
  timer: NodeJS.Timeout | null;
  problem: AppError | null;
};

const delayMs = 200;
const mostWaiting = 80;

const queue = () =>
  processWide<Queue>("kept-writes", () => ({
    waiting: emptyBatch(),
    writing: emptyBatch(),
    flushing: Promise.resolve(),
    timer: null,
    problem: null,
  }));

/**
 * Writes what was read, soon and together with other data: each commit costs a sync of the disk, and a repository
 * brings thousands of writes. Data that could not be written is logged and read from the registry again; reading
 * continues.
 */
export function writeLater(add: (batch: Batch) => void): void {
  const writes = queue();
  add(writes.waiting);
  if (writes.waiting.contents.size + writes.waiting.tags.length >= mostWaiting) void flushWrites();
  else writes.timer ??= setTimeout(() => void flushWrites(), delayMs).unref();
}

/** Returns content that was kept and is not in the database yet, or null. */
export function unwrittenContent(digest: string): Content | null {
  const { waiting, writing } = queue();
  return waiting.contents.get(digest) ?? writing.contents.get(digest) ?? null;
}

/** Writes everything that is waiting; resolves when it is written, or has failed. */
export function flushWrites(): Promise<void> {
  const writes = queue();
  writes.flushing = writes.flushing.then(writeWaiting);
  return writes.flushing;
}

/** Returns why the last write failed, or null: continuous readers stop while nothing can be kept. */
export function writingProblem(): AppError | null {
  return queue().problem;
}

/** Writes at once, in a transaction of its own. Throws the error of the database. */
export async function writeNow(add: (batch: Batch) => void): Promise<void> {
  await flushWrites();
  const batch = emptyBatch();
  add(batch);
  await write(batch);
}

async function writeWaiting(): Promise<void> {
  const writes = queue();
  if (writes.timer) clearTimeout(writes.timer);
  writes.timer = null;
  if (isEmptyBatch(writes.waiting)) return;
  writes.writing = writes.waiting;
  writes.waiting = emptyBatch();
  try {
    await write(writes.writing);
    writes.problem = null;
  } catch (error) {
    logger().warn({ err: error, contents: writes.writing.contents.size }, "what was read could not be kept");
    writes.problem = isAppError(error) ? error : new AppError("unavailable", "The data could not be saved.");
  }
  writes.writing = emptyBatch();
}

async function write(batch: Batch): Promise<void> {
  try {
    await database()
      .transaction()
      .execute((transaction) => writeBatch(transaction, batch));
  } catch (error) {
    forgetBases();
    forgetLabels();
    throw error;
  }
}
