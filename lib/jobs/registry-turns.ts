import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { processWide } from "@/lib/process/process-wide";
import { holdLease, isLeaseHeld } from "./hold-lease";

type Turns = { sharing: Set<Promise<unknown>>; claimed: boolean };

function turnsOf(registry: string): Turns {
  const all = processWide("registry-turns", () => new Map<string, Turns>());
  const turns = all.get(registry) ?? { sharing: new Set(), claimed: false };
  all.set(registry, turns);
  return turns;
}

/**
 * Returns why nothing may change in the registry now, if this console or another one has it to itself; otherwise null.
 */
export async function findClaim(registry: string): Promise<AppError | null> {
  return (await isClaimed(registry)) ? claimed() : null;
}

/** Returns whether a console has the registry to itself now: this one, or another one on the same database. */
export async function isClaimed(registry: string): Promise<boolean> {
  return turnsOf(registry).claimed || (await isLeaseHeld(claimLease(registry)));
}

/**
 * Runs work that must not overlap with a planned deletion of any console, because the deletion may have looked before
 * the work. Throws `already-running` if a planned deletion is in progress.
 */
export async function apartFromDeletions<T>(registry: string, work: () => Promise<T>): Promise<T> {
  const lease = await holdLease(deletionLease(registry));
  if (!lease) throw deleting();
  try {
    return await work();
  } finally {
    await lease.release();
  }
}

/** The lease of the console that has a registry to itself. */
const claimLease = (registry: string) => `claim:${registry}`;

/** The lease of the console that carries out a planned deletion. */
export const deletionLease = (registry: string) => `deletion:${registry}`;

/**
 * Runs work that changes something in the registry, in parallel with other such work. Throws `already-running` while
 * the registry is claimed, by this console or another one on the same database.
 */
export async function shareRegistry<T>(registry: string, work: () => Promise<T>): Promise<T> {
  const held = await isLeaseHeld(claimLease(registry));
  const { sharing, claimed: claimedHere } = turnsOf(registry);
  if (held || claimedHere) throw claimed();
  const mine = work();
  sharing.add(mine);
  try {
    return await mine;
  } finally {
    sharing.delete(mine);
  }
}

/**
 * Runs work that needs the registry to itself: nothing new begins, and work that is under way is waited for. A delete
 * of two steps must not find the registry read-only between them. Throws `already-running` if the registry is claimed,
 * or if a planned deletion is in progress.
 */
export async function claimRegistry<T>(registry: string, work: () => Promise<T>): Promise<T> {
  const turns = turnsOf(registry);
  if (turns.claimed) throw claimed();
  turns.claimed = true;
  try {
    return await holdingClaim(registry, async () => {
      await Promise.allSettled(turns.sharing);
      return work();
    });
  } finally {
    turns.claimed = false;
  }
}

async function holdingClaim<T>(registry: string, work: () => Promise<T>): Promise<T> {
  const lease = await holdLease(claimLease(registry));
  if (!lease) throw claimed();
  try {
    if (await isLeaseHeld(deletionLease(registry))) throw deleting();
    return await work();
  } finally {
    await lease.release();
  }
}

const claimed = () =>
  new AppError(
    "already-running",
    "A garbage collection is in progress. Nothing can be deleted, restored or reverted until it has finished.",
  );

const deleting = () =>
  new AppError(
    "already-running",
    "A deletion is in progress in this registry. Wait until it has finished, or pause it.",
  );
