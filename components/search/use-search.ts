"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Narrowing, searchQuery } from "./search-queries";

// Shorter than most people's pause between two letters; a longer delay would be noticeable.
const pauseMs = 80;

/**
 * Returns the possible meanings of the typed text, shortly after it was typed; until then, those of the previous text.
 */
export function useSearch(text: string, narrowing: Narrowing | null) {
  const wanted = text.trim();
  const [settled, setSettled] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), pauseMs);
    return () => clearTimeout(timer);
  }, [wanted]);
  const search = useQuery(searchQuery(settled, narrowing));
  const idle = wanted === "" && narrowing === null;
  return {
    answer: idle ? undefined : search.data,
    /** Whether the answer to this text has not arrived yet. */
    pending: !idle && (wanted !== settled || search.isPlaceholderData || search.isPending) && !search.error,
    error: idle || search.data ? null : search.error,
    again: () => void search.refetch(),
    isFetching: search.isFetching,
  };
}
