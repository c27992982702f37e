import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Narrowing } from "./search-queries";

export type EntryGroup = "recent" | "repository" | "tag" | "digest" | "label" | "page" | "go" | "person";

/** A row of the palette. */
export type Entry = {
  id: string;
  group: EntryGroup;
  icon: LucideIcon;
  /** What it is, with the search words marked. */
  title: string;
  /** The part before the title; it may be cut, because the title says more. */
  prefix?: string;
  /** Its location, shown below the title. */
  detail?: string;
  /** Further information, shown at the right. */
  aside?: ReactNode;
} & ({ does: "open"; href: string } | { does: "narrow"; narrowing: Narrowing } | { does: "run"; run: () => void });

/** Groups entries under their headings, in the order of each group's first entry. */
export function groupEntries(entries: readonly Entry[]): [EntryGroup, Entry[]][] {
  const groups = new Map<EntryGroup, Entry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}
