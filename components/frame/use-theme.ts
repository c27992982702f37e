"use client";

import { useSyncExternalStore } from "react";
import { basePath } from "@/lib/contract/base-path";
import { type Theme, themeCookie } from "./theme";

const yearSeconds = 365 * 24 * 3600;

let chosen: Theme | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Applies the theme to the page, now and on later visits with this browser. */
export function chooseTheme(theme: Theme): void {
  chosen = theme;
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not there on plain http
  document.cookie = `${themeCookie}=${theme}; path=${basePath() || "/"}; max-age=${yearSeconds}; samesite=lax`;
  for (const notify of listeners) notify();
}

/** Returns the theme in effect; `read` is the theme that the server read. */
export function useTheme(read: Theme): Theme {
  return useSyncExternalStore(
    subscribe,
    () => chosen ?? read,
    () => read,
  );
}
