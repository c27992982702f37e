"use client";

import { Box, Fingerprint, type LucideIcon, StickyNote, Tag } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useOfferedActions } from "@/components/ui/page-actions";
import type { SearchAnswer } from "@/lib/contract/search";
import { actionEntries } from "./action-entries";
import { type Entry, groupEntries } from "./entry";
import { hitEntry } from "./hit-entries";
import { type Recent, readRecent } from "./recent-entries";
import type { Narrowing } from "./search-queries";
import { useCopy } from "./use-copy";

export type SearchRegistry = { name: string; title: string };

type EntriesInput = {
  answer: SearchAnswer | undefined;
  text: string;
  narrowing: Narrowing | null;
  registries: readonly SearchRegistry[];
  username: string;
};

const icons: Record<Recent["kind"], LucideIcon> = { repository: Box, tag: Tag, digest: Fingerprint, label: StickyNote };

/** Returns the rows of the palette: search hits, then actions; if nothing is typed, recently opened entries first. */
export function useEntries({ answer, text, narrowing, registries, username }: EntriesInput): Entry[] {
  const t = useTranslations("search");
  const copy = useCopy();
  const [recent] = useState(() => readRecent(username));
  const query = text.trim();
  const titles = new Map(registries.map(({ name, title }) => [name, title]));
  const nameOf = ({ registry, repository }: { registry: string; repository: string }) =>
    registries.length < 2 ? repository : `${titles.get(registry) ?? registry} / ${repository}`;
  const hits = (answer?.items ?? []).map((hit) => hitEntry({ t, nameOf }, hit));
  const actions = actionEntries(useOfferedActions(query), query, copy);
  if (narrowing) return hits;
  // An action may belong to a group that started further up.
  if (query !== "") return groupEntries([...hits, ...actions]).flatMap(([, rows]) => rows);
  const opened = recent.map(
    ({ kind, title, detail, href }): Entry => ({
      id: `recent ${href}`,
      group: "recent",
      icon: icons[kind],
      title,
      detail,
      does: "open",
      href,
    }),
  );
  return groupEntries([...opened, ...actions]).flatMap(([, rows]) => rows);
}
