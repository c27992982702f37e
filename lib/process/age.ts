import "server-only";

export type Age = {
  /** The age in milliseconds, by the clock that says more. */
  ms(): number;
};

/**
 * Starts counting by two clocks. The monotonic clock stops while a machine sleeps or is moved, and the wall clock can
 * be set, which counts as age in either direction.
 */
export function startAge(): Age {
  const [monotonic, wall] = [performance.now(), Date.now()];
  return { ms: () => Math.max(performance.now() - monotonic, Math.abs(Date.now() - wall)) };
}
