import "server-only";

/** Yields the first and the last of each series of ascending numbers that has no gap. */
export function* runsOfIds(ids: readonly number[]): Generator<[first: number, last: number]> {
  let [first] = ids;
  for (const [at, id] of ids.entries()) {
    if (ids[at + 1] === id + 1 || first === undefined) continue;
    yield [first, id];
    first = ids[at + 1];
  }
}
