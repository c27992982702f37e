import "server-only";
import { startAge } from "@/lib/process/age";
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

function keepAlive(lease: Lease, durationMs: number): HeldLease {
  const lost = new AbortController();
  let renewedAt = startAge();
  const lose = () => {
    clearInterval(timer);
    clearTimeout(expiry);
    lost.abort();
  };
  const expireAfter = (ms: number) => setTimeout(lose, ms - durationMs * graceShare).unref();
  let expiry = expireAfter(durationMs);
  const timer = setInterval(async () => {
    const asked = startAge();
    // A busy database is asked again at the next turn, for as long as the lease is certainly ours.
    const renewed = await renewLease(lease, durationMs).catch(() => null);
    if (renewed === false) lose();
    if (!renewed || lost.signal.aborted) return;
    clearTimeout(expiry);
    renewedAt = asked;
    expiry = expireAfter(durationMs - asked.ms());
  }, durationMs / 3).unref();
  return {
    fence: lease.fence,
    lost: lost.signal,
    isHeld: () => !lost.signal.aborted && renewedAt.ms() < durationMs * (1 - graceShare),
    release: async () => {
      clearInterval(timer);
      clearTimeout(expiry);
      await releaseLease(lease);
    },
  };
}

/**
 * Takes the lease and keeps it until it is released; null while somebody else holds it. A holder of this machine whose
 * process has died holds nothing.
 */
export async function holdLease(name: string, durationMs = leaseDurationMs): Promise<HeldLease | null> {
  const holder = await findLeaseHolder(name);
  if (holder && isOwnerGone(holder.owner)) await releaseLease(holder);
  const lease = await findFreeLease(name, leaseOwner(), durationMs);
  return lease && keepAlive(lease, durationMs);
}
