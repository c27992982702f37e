"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type MouseEvent, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import type { Entry } from "./entry";
import { rememberOpened } from "./recent-entries";
import type { Narrowing } from "./search-queries";
import { type SearchRegistry, useEntries } from "./use-entries";
import { useSearch } from "./use-search";

export type PaletteProps = {
  registries: readonly SearchRegistry[];
  username: string;
  /** The text typed while the palette was being fetched. */
  typed: string;
  /** Called when the field is there and receives what is typed from then on. */
  onReady: () => void;
  onClose: () => void;
};

type How = "here" | "new-tab";

/** Returns what the palette shows, the active row, and what choosing a row does. */
export function usePalette({ registries, username, typed, onReady, onClose }: PaletteProps) {
  const router = useRouter();
  const listId = useId();
  const [text, setText] = useState(typed);
  const [narrowing, setNarrowing] = useState<Narrowing | null>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  const afterwards = useRef<(() => void) | null>(null);
  const search = useSearch(text, narrowing);
  const entries = useEntries({ answer: search.answer, text, narrowing, registries, username });
  const active = entries.find(({ id }) => id === activeId) ?? entries[0];
  const setHurry = useHurry(search.pending, (how) => active && !search.error && choose(active, how));

  useEffect(onReady, [onReady]);

  function change(next: string) {
    setText(next);
    setActiveId(null);
    setHurry(null);
  }

  function narrow(next: Narrowing | null) {
    setNarrowing(next);
    change("");
  }

  function choose(entry: Entry, how: How) {
    if (entry.does === "narrow") return narrow(entry.narrowing);
    if (entry.does === "open") {
      rememberOpened(username, entry);
      if (how === "new-tab") return void window.open(entry.href, "_blank", "noopener");
      router.push(entry.href);
    } else afterwards.current = entry.run;
    onClose();
  }

  function onClick(entry: Entry, event: MouseEvent) {
    // The browser opens the page elsewhere, and the palette stays open for the next choice.
    if (entry.does === "open" && (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)) return;
    event.preventDefault();
    choose(entry, "here");
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return;
    const to = entries[nextIndex(event.key, active ? entries.indexOf(active) : -1, entries.length)];
    if (to) setActiveId(to.id);
    else if (event.key === "Enter") {
      const how = event.metaKey || event.ctrlKey ? "new-tab" : "here";
      if (search.pending && activeId === null) setHurry(how);
      else if (active) choose(active, how);
    } else if (event.key === "Backspace" && text === "" && narrowing) narrow(null);
    else return;
    event.preventDefault();
  }

  return {
    text,
    narrowing,
    search,
    entries,
    active,
    listId,
    afterwards,
    change,
    narrow,
    onClick,
    onKeyDown,
    setActiveId,
  };
}

// Enter pressed before the typed text has an answer waits for it, and doesn't choose from the previous rows.
function useHurry(pending: boolean, onAnswer: (how: How) => void): (how: How | null) => void {
  const [hurry, setHurry] = useState<How | null>(null);
  const answer = useEffectEvent(() => {
    setHurry(null);
    if (hurry) onAnswer(hurry);
  });
  useEffect(() => {
    if (hurry && !pending) answer();
  }, [hurry, pending]);
  return setHurry;
}

function nextIndex(key: string, at: number, count: number): number {
  if (key === "ArrowDown") return (at + 1) % count;
  if (key === "ArrowUp") return (at - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return -1;
}
