import { vi } from "vitest";

/** Waits until `look` no longer throws, by default for up to a minute: a busy machine is slow, not wrong. */
export function until<T>(look: () => T | Promise<T>, timeoutMs = 60_000): Promise<T> {
  return vi.waitFor(look, { timeout: timeoutMs, interval: 20 });
}
