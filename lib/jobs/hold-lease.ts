import "server-only";
import { isPostgres } from "@/lib/db/database";
import { type Age, startAge } from "@/lib/process/age";
import { processWide } from "@/lib/process/process-wide";
import { isOwnerGone, leaseOwner } from "./lease-owner";
import { findFreeLease, findLeaseHolder, type Lease, releaseLease, renewLease } from "./lease-store";

export type HeldLease = {
  fence: number;
  /** Aborted as soon as the lease is lost: somebody else may be at work from then on. */
  lost: AbortSignal;
  /** Whether it is certainly held, by the clock: a process that stood still hasn't been told yet that it is lost. */
  isHeld(): boolean;
  release(): Promise<void>;
};

export const leaseDurationMs = 60_000;

// Whoever is at work needs some time to stop before somebody else may begin.
const graceShare = 1 / 4;

const held = () => processWide("held-leases", () => new Set<string>());

function keepAlive(lease: Lease, durationMs: number, askedAt: Age): HeldLease {
  // With SQLite there is no other console: whatever stood still meanwhile, this one goes on.
  const alone = !isPostgres();
  const safeMs = durationMs * (1 - graceShare);
  const lost = new AbortController();
  let renewedAt = askedAt;
  const end = () => {
    clearInterval(timer);
    clearTimeout(expiry);
    held().delete(lease.name);
  };
  const lose = () => {
    end();
    lost.abort();
  };
  const expire = () => (alone ? undefined : setTimeout(lose, safeMs - renewedAt.ms()).unref());
  const timer = setInterval(async () => {
    const asked = startAge();
    // A busy database is asked again at the next turn, for as long as the lease is certainly ours.
    const renewed = await renewLease(lease, durationMs, { alone }).catch(() => null);
    if (renewed === false) lose();
    if (!renewed || lost.signal.aborted) return;
    clearTimeout(expiry);
    renewedAt = asked;
    expiry = expire();
  }, durationMs / 3).unref();
  let expiry = expire();
  held().add(lease.name);
  return {
    fence: lease.fence,
    lost: lost.signal,
    isHeld: () => !lost.signal.aborted && (alone || renewedAt.ms() < safeMs),
    release: async () => {
      end();
      await releaseLease(lease);
    },
  };
}

/**
 * Takes the lease and keeps it until it is released; null while somebody else holds it. A holder of this machine whose
 * process has died holds nothing.
 */
export async function holdLease(name: string, durationMs = leaseDurationMs): Promise<HeldLease | null> {
  // It may have run out while this process stood still, and goes on here.
  if (held().has(name)) return null;
  const holder = await findLeaseHolder(name);
  if (holder && isOwnerGone(holder.owner)) await releaseLease(holder);
  const askedAt = startAge();
  const lease = await findFreeLease(name, leaseOwner(), durationMs);
  return lease && keepAlive(lease, durationMs, askedAt);
}

/** Whether anybody holds the lease who may still be at work. */
export async function isLeaseHeld(name: string): Promise<boolean> {
  const holder = await findLeaseHolder(name);
  return holder !== null && !isOwnerGone(holder.owner);
}
