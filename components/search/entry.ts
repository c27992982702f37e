import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Narrowing } from "./search-queries";

export type EntryGroup = "recent" | "repository" | "tag" | "digest" | "label" | "page" | "go" | "person";

/** A row of the palette. */
export type Entry = {
  id: string;
  group: EntryGroup;
  icon: LucideIcon;
  /** What it is, with what was looked for marked in it. */
  title: string;
  /** What stands before the title and may be cut, as the title says more. */
  prefix?: string;
  /** Where it is, below. */
  detail?: string;
  /** What else there is to say, at the right. */
  aside?: ReactNode;
} & ({ does: "open"; href: string } | { does: "narrow"; narrowing: Narrowing } | { does: "run"; run: () => void });

/** Entries under their headings, in the order of the first of each. */
export function groupEntries(entries: readonly Entry[]): [EntryGroup, Entry[]][] {
  const groups = new Map<EntryGroup, Entry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}
