import { vi } from "vitest";

/** Waits until `look` throws nothing any more, for a minute at most: a busy machine is slow, and not wrong. */
export function until<T>(look: () => T | Promise<T>, timeoutMs = 60_000): Promise<T> {
  return vi.waitFor(look, { timeout: timeoutMs, interval: 20 });
}
