import "server-only";

export type Age = {
  /** How old it is by whichever clock says more. */
  ms(): number;
};

/**
 * Counts from now by two clocks: the monotonic one stands still while a machine sleeps or is moved, and the other one can
 * be set, which counts as age in either direction.
 */
export function startAge(): Age {
  const [monotonic, wall] = [performance.now(), Date.now()];
  return { ms: () => Math.max(performance.now() - monotonic, Math.abs(Date.now() - wall)) };
}
