import "server-only";
import { findIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import { forgetCollected } from "./forget-collected";
import { findRevision } from "./internal/find-revision";
import { utcDay } from "./internal/utc-day";
import { measureStorage } from "./measure-storage";
import { parseMeasurement } from "./measurement";

/**
 * Measures the registry's storage if that may find something new: if its index has changed since the last time, a
 * collection has run, or a day has begun that has no sample yet. Returns whether it found something new; throws if the
 * signal is aborted.
 */
export async function refreshMeasurement(registry: string, signal?: AbortSignal): Promise<boolean> {
  const index = await findIndexedRegistry(registry);
  if (!index) return false;
  const collected = await forgetCollected(registry);
  const last = parseMeasurement(index.storage);
  const isToday = last !== null && utcDay(last.measuredAt) === utcDay(Date.now());
  if (isToday && !collected && isSame(last.revision, await findRevision(registry))) return false;
  return !isSame(figures(await measureStorage(registry, signal)), last && figures(last));
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function figures({ measuredAt, revision, ...rest }: Awaited<ReturnType<typeof measureStorage>>) {
  return rest;
}
