import "server-only";

const key = Symbol.for("shipshape plain port");

/**
 * Returns the loopback port at which the server takes notifications without encryption while it serves https itself
 * (server/main.mjs), or null.
 */
export function findPlainPort(): number | null {
  return (globalThis as { [key]?: number })[key] ?? null;
}
