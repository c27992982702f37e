"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";

/** Icons by name: the icons themselves are fetched with the search. */
export type ActionIcon =
  | ("dark" | "light" | "system" | "keys" | "sign-out")
  | ("overview" | "repositories" | "trash" | "collection" | "doctor" | "settings")
  | ("filter" | "digest" | "terminal");

/** An action that the page in view allows, offered by the search. */
export type PageAction = {
  group: "page" | "go" | "person";
  icon: ActionIcon;
  /** Also identifies the action, so it must be unique. */
  label: string;
  /** Whether the label contains the typed text: the action is then offered for any text. */
  takesQuery?: boolean;
} & ({ href: string } | { run: () => void } | { copy: string });

type Source = (query: string) => readonly PageAction[];

let sources: readonly { current: Source }[] = [];
const listeners = new Set<() => void>();

function publish(next: typeof sources): void {
  sources = next;
  for (const notify of listeners) notify();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Offers actions while the calling component is on the page; they are created when the search asks for them. */
export function usePageActions(source: Source): void {
  const latest = useRef(source);
  useEffect(() => {
    latest.current = source;
  });
  useEffect(() => {
    publish([...sources, latest]);
    return () => publish(sources.filter((other) => other !== latest));
  }, []);
}

/** Returns the actions of everything on the page, those of inner components before those of outer ones. */
export function useOfferedActions(query: string): PageAction[] {
  const offered = useSyncExternalStore(
    subscribe,
    () => sources,
    () => sources,
  );
  return offered.flatMap(({ current }) => current(query));
}
