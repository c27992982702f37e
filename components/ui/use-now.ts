"use client";

import { useSyncExternalStore } from "react";

const stepMs = 10_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const notify of listeners) notify();
  }, stepMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

const now = () => Math.floor(Date.now() / stepMs) * stepMs;

/** Returns the present time, updated in steps: one timer serves all components that show an age. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, now, now);
}
