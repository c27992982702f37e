"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

/**
 * Returns the query of the page's address, and a function that changes parts of it in place, without asking the server.
 * An empty value or null removes the key.
 */
export function useUrlQuery(): [URLSearchParams, (changes: Record<string, string | null>) => void] {
  const query = useSearchParams();
  const change = useCallback((changes: Record<string, string | null>) => {
    const next = new URLSearchParams(window.location.search);
    for (const [key, value] of Object.entries(changes)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    const search = next.toString();
    window.history.replaceState(null, "", `${window.location.pathname}${search && `?${search}`}`);
  }, []);
  return [query, change];
}
