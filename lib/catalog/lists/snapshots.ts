import "server-only";
import { processWide } from "@/lib/process/process-wide";

type Entry = { revision: string; value: Promise<unknown>; builtAt: number; tookMs: number; weight: number };

// Rows of all tables together; a row takes about two hundred bytes.
const mostRows = 150_000;
// A kept table serves for this many times as long as it took to build, even if it changes all the time.
const share = 10;
const oldestMs = 900;

/**
 * Returns a table that is expensive to build and requested page after page. Tables are kept in memory up to a number of
 * rows. A kept table is valid while its revision is unchanged; if that changes faster than the table can be built, an
 * older table serves for a moment, unless it must be `exact`.
 */
export async function snapshot<T extends { rows: number }>(
  key: string,
  revision: string,
  build: (previous: T | null) => Promise<T>,
  { exact = false }: { exact?: boolean } = {},
): Promise<T> {
  const kept = processWide("snapshots", () => new Map<string, Entry>());
  const known = kept.get(key);
  if (known && (known.revision === revision || (!exact && isGoodEnough(known)))) {
    kept.delete(key);
    kept.set(key, known);
    return known.value as Promise<T>;
  }
  const previous = known ? ((await known.value.catch(() => null)) as T | null) : null;
  const startedAt = performance.now();
  const value = build(previous);
  const entry: Entry = { revision, value, builtAt: Number.POSITIVE_INFINITY, tookMs: 0, weight: 0 };
  kept.delete(key);
  kept.set(key, entry);
  try {
    const built = await value;
    Object.assign(entry, { builtAt: performance.now(), tookMs: performance.now() - startedAt, weight: built.rows });
    dropOldest(kept);
    return built;
  } catch (error) {
    if (kept.get(key) === entry) kept.delete(key);
    throw error;
  }
}

function isGoodEnough({ builtAt, tookMs }: Entry): boolean {
  return performance.now() < builtAt + Math.min(oldestMs, tookMs * share);
}

function dropOldest(kept: Map<string, Entry>): void {
  let rows = 0;
  for (const { weight } of kept.values()) rows += weight;
  for (const [key, { weight }] of kept) {
    if (rows <= mostRows || kept.size === 1) return;
    kept.delete(key);
    rows -= weight;
  }
}
