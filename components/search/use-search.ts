"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Narrowing, searchQuery } from "./search-queries";

// Shorter than the pause between two letters of most people; longer would be felt.
const pauseMs = 80;

/** What the typed text may mean, shortly after it was typed; until then what the text before meant. */
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
    /** The answer is not the one to this text yet. */
    pending: !idle && (wanted !== settled || search.isPlaceholderData || search.isPending) && !search.error,
    error: idle || search.data ? null : search.error,
    again: () => void search.refetch(),
    isFetching: search.isFetching,
  };
}
