import "server-only";
import { isPostgres } from "@/lib/db/database";
import { type Age, startAge } from "@/lib/process/age";
import { processWide } from "@/lib/process/process-wide";
import { isOwnerGone, leaseOwner } from "./lease-owner";
import { findFreeLease, findLeaseHolder, type Lease, releaseLease, renewLease } from "./lease-store";

export type HeldLease = {
  fence: number;
  /** Aborted as soon as the lease is lost: another process may be at work from then on. */
  lost: AbortSignal;
  /**
   * Returns whether the lease is certainly held, by the clock: a process that was suspended has not noticed yet that it
   * lost the lease.
   */
  isHeld(): boolean;
  release(): Promise<void>;
};

export const leaseDurationMs = 60_000;

// The process at work needs some time to stop before another one may begin.
const graceShare = 1 / 4;

const held = () => processWide("held-leases", () => new Set<string>());

function keepAlive(lease: Lease, durationMs: number, askedAt: Age): HeldLease {
  // With SQLite there is no other console: after any suspension, this one continues.
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
    // If the database is busy, the lease is renewed at the next interval, as long as it is certainly ours.
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
 * Takes the lease and keeps it until it is released; returns null while somebody else holds it. A holder on this
 * machine whose process has died holds nothing.
 */
export async function holdLease(name: string, durationMs = leaseDurationMs): Promise<HeldLease | null> {
  // The lease may have expired while this process was suspended; the work is still running here.
  if (held().has(name)) return null;
  const holder = await findLeaseHolder(name);
  if (holder && isOwnerGone(holder.owner)) await releaseLease(holder);
  const askedAt = startAge();
  const lease = await findFreeLease(name, leaseOwner(), durationMs);
  return lease && keepAlive(lease, durationMs, askedAt);
}

/** Returns whether the lease is held by somebody who may still be at work. */
export async function isLeaseHeld(name: string): Promise<boolean> {
  const holder = await findLeaseHolder(name);
  return holder !== null && !isOwnerGone(holder.owner);
}
