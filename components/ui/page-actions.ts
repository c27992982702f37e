"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";

/** By name: the icons come with the search. */
export type ActionIcon =
  | ("dark" | "light" | "system" | "keys" | "sign-out")
  | ("overview" | "repositories" | "trash" | "collection" | "doctor" | "settings")
  | ("filter" | "digest" | "terminal");

/** Something that can be done from the page in view, which the search offers. */
export type PageAction = {
  group: "page" | "go" | "person";
  icon: ActionIcon;
  /** Tells it from the others, too. */
  label: string;
  /** What is typed is in the label: it is offered whatever that is. */
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

/** Offers actions as long as the calling component is on the page; they are made when they are looked for. */
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

/** The actions of everything on the page; what is inside of it comes before what is around it. */
export function useOfferedActions(query: string): PageAction[] {
  const offered = useSyncExternalStore(
    subscribe,
    () => sources,
    () => sources,
  );
  return offered.flatMap(({ current }) => current(query));
}
