import "server-only";

const key = Symbol.for("shipshape");
const holder = globalThis as { [key]?: Map<string, unknown> };
holder[key] ??= new Map();
const store = holder[key];

/**
 * Returns the process's only value of that name, made at the first call. Next bundles the instrumentation hook and each
 * route separately, so a module-level singleton would exist several times.
 */
export function processWide<T>(name: string, make: () => T): T {
  if (!store.has(name)) store.set(name, make());
  return store.get(name) as T;
}

/** Forgets every value, which to a test is like a restart. */
export function forgetAllProcessWide(): void {
  store.clear();
}
