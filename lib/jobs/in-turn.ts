import "server-only";
import { processWide } from "@/lib/process/process-wide";
import { onShutdown } from "@/lib/process/shutdown";
import { shareRegistry } from "./registry-turns";

// A console that is asked to stop finishes the current deletion: the journal can recover half a deletion, but that is
// the exception.
function startTurns(): Map<string, Promise<unknown>> {
  const tails = new Map<string, Promise<unknown>>();
  onShutdown(async () => void (await Promise.all(tails.values())));
  return tails;
}

/**
 * Runs the work after all earlier work for the repository has ended, so that two deletes never interleave. Throws
 * `already-running` while the registry is being collected.
 */
export function inTurn<T>(registry: string, repository: string, work: () => Promise<T>): Promise<T> {
  return shareRegistry(registry, () => afterOthers(`${registry}/${repository}`, work));
}

async function afterOthers<T>(key: string, work: () => Promise<T>): Promise<T> {
  const tails = processWide("deletion-turns", startTurns);
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
