"use client";

import { useSyncExternalStore } from "react";

const subscribe = () => () => undefined;

/**
 * Returns false on the server and while hydrating, true afterwards: for what only the browser knows, such as its time
 * zone.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}
