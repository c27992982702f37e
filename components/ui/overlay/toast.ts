"use client";

export type Toast = {
  id: number;
  title: string;
  detail?: string;
  tone: "neutral" | "green" | "red";
  action?: { label: string; onSelect: () => void };
  /** How long it is shown, in milliseconds; null until it is closed, as errors are by default. */
  shownMs: number | null;
};

export type ToastInput = Partial<Omit<Toast, "id">> & { title: string };

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const notify of listeners) notify();
}

/** Shows a message at the edge of the page and returns its id. */
export function toast(input: ToastInput): number {
  lastId += 1;
  const tone = input.tone ?? "neutral";
  const shownMs = input.shownMs === undefined ? (tone === "red" ? null : 6000) : input.shownMs;
  publish([...toasts.slice(-2), { ...input, id: lastId, tone, shownMs }]);
  return lastId;
}

export function dismissToast(id: number): void {
  publish(toasts.filter((entry) => entry.id !== id));
}

export const toastStore = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  get: () => toasts,
};
