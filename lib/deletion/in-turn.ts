import "server-only";
import { processWide } from "@/lib/process/process-wide";

/** Runs the work when everything begun earlier under the same key has ended, so that two deletes never interleave. */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const tails = processWide("deletion-turns", () => new Map<string, Promise<unknown>>());
  const before = tails.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  const settled = mine.catch(() => undefined);
  tails.set(key, settled);
  try {
    return await mine;
  } finally {
    if (tails.get(key) === settled) tails.delete(key);
  }
}
