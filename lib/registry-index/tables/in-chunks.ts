import "server-only";

/** Yields the items in pieces that a statement can take: SQLite allows 32,766 parameters, and long statements block. */
export function* inChunks<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

const steps = [256, 64, 16, 4, 1];

/**
 * Yields the rows in pieces of a few sizes, for an insert that is repeated with varying numbers of rows: a statement
 * that was prepared before need not be prepared again.
 */
export function* inSteps<T>(rows: readonly T[]): Generator<T[]> {
  let from = 0;
  for (const step of steps) {
    for (; rows.length - from >= step; from += step) yield rows.slice(from, from + step);
  }
}

/** Yields the values, at most 256 at a time and some of them twice, for an `in` with varying numbers of values. */
export function* inLists<T>(values: Iterable<T>): Generator<T[]> {
  for (const chunk of inChunks(values, steps[0] as number)) {
    const wanted = steps.findLast((step) => step >= chunk.length) ?? chunk.length;
    yield [...chunk, ...new Array<T>(wanted - chunk.length).fill(chunk[0] as T)];
  }
}
