import "server-only";
import { watchIndex } from "./look-at-repository";

// The announcement of a change may be lost, or the announcement of a look, which the next reading repeats.
const readAgainMs = 1_000;

/**
 * Reads from the index, and again whenever it changes, until the answer is whole or the time `endsAt`, in epoch
 * milliseconds, has come. The watch starts before each reading: otherwise a change between a reading and the wait would
 * be missed.
 */
export async function readUntil<T>(
  registry: string,
  repository: string | null,
  endsAt: number,
  read: () => Promise<{ answer: T; whole: boolean }>,
): Promise<T> {
  for (;;) {
    const watch = watchIndex(registry, repository);
    try {
      const { answer, whole } = await read();
      const leftMs = endsAt - Date.now();
      if (whole || leftMs <= 0) return answer;
      await watch.changed(Math.min(leftMs, readAgainMs));
    } finally {
      watch.end();
    }
  }
}
