import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { processWide } from "@/lib/process/process-wide";

type Turns = { sharing: Set<Promise<unknown>>; claimed: boolean };

function turnsOf(registry: string): Turns {
  const all = processWide("registry-turns", () => new Map<string, Turns>());
  const turns = all.get(registry) ?? { sharing: new Set(), claimed: false };
  all.set(registry, turns);
  return turns;
}

/** Why nothing may change in the registry now; null where something may. */
export function findClaim(registry: string): AppError | null {
  if (!turnsOf(registry).claimed) return null;
  return new AppError("already-running", "A garbage collection is going on. Nothing can be deleted until it is over.");
}

/** Runs work that changes something in the registry, beside other such work. Throws `already-running` while it is claimed. */
export async function shareRegistry<T>(registry: string, work: () => Promise<T>): Promise<T> {
  const claim = findClaim(registry);
  if (claim) throw claim;
  const { sharing } = turnsOf(registry);
  const mine = work();
  sharing.add(mine);
  try {
    return await mine;
  } finally {
    sharing.delete(mine);
  }
}

/**
 * Runs work that must have the registry for itself: nothing new begins, and what is under way is waited for. A delete
 * of two steps must not find the registry read-only between them. Throws `already-running` where it is claimed.
 */
export async function claimRegistry<T>(registry: string, work: () => Promise<T>): Promise<T> {
  const turns = turnsOf(registry);
  const claim = findClaim(registry);
  if (claim) throw claim;
  turns.claimed = true;
  try {
    await Promise.allSettled(turns.sharing);
    return await work();
  } finally {
    turns.claimed = false;
  }
}
