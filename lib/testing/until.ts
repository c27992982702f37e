import { vi } from "vitest";

/** Waits until `look` throws nothing any more, for a minute at most: a busy machine is slow, and not wrong. */
export function until<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: 60_000, interval: 20 });
}
