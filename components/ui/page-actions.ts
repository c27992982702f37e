"use client";

import { useEffect, useRef } from "react";

/** By name: the icons come with the search. */
export type ActionIcon =
  | ("dark" | "light" | "system" | "keys" | "sign-out")
  | ("overview" | "repositories" | "collection" | "settings")
  | ("filter" | "digest" | "terminal");

/** Something that can be done from the page in view, which the search offers. */
export type PageAction = {
  id: string;
  group: "page" | "go" | "person";
  icon: ActionIcon;
  label: string;
  /** What is typed is in the label: it is offered whatever that is. */
  takesQuery?: boolean;
} & ({ href: string } | { run: () => void });

type Source = (query: string) => readonly PageAction[];

const sources = new Set<{ current: Source }>();

/** Offers actions as long as the calling component is on the page; they are made when they are looked for. */
export function usePageActions(source: Source): void {
  const latest = useRef(source);
  useEffect(() => {
    latest.current = source;
  });
  useEffect(() => {
    sources.add(latest);
    return () => {
      sources.delete(latest);
    };
  }, []);
}

/** The actions of everything on the page; what is inside of it comes before what is around it. */
export function readPageActions(query: string): PageAction[] {
  return [...sources].flatMap(({ current }) => current(query));
}
