import "server-only";

const store = ((globalThis as Record<symbol, unknown>)[Symbol.for("shipshape")] ??= new Map()) as Map<string, unknown>;

/**
 * The one value of that name in this process, made at the first call. Next bundles the instrumentation hook and each
 * route apart, so a module-level singleton would exist several times.
 */
export function processWide<T>(name: string, make: () => T): T {
  if (!store.has(name)) store.set(name, make());
  return store.get(name) as T;
}

/** Forgets the value, so that the next call makes it anew. */
export function forgetProcessWide(name: string): void {
  store.delete(name);
}
