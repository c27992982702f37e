"use client";

import { useTranslations } from "next-intl";
import type { MouseEvent } from "react";
import { type Entry, groupEntries } from "./entry";
import { EntryRow } from "./entry-row";

type EntryListProps = {
  id: string;
  entries: readonly Entry[];
  active: Entry | undefined;
  query: string;
  onPoint: (id: string) => void;
  onClick: (entry: Entry, event: MouseEvent) => void;
};

/** The rows of the palette under their headings. */
export function EntryList({ id, entries, active, query, onPoint, onClick }: EntryListProps) {
  const t = useTranslations("search");
  const numbers = new Map(entries.map((entry, at) => [entry, at]));
  return (
    <div role="listbox" id={id} aria-label={t("results")} className="px-1.5 empty:hidden">
      {groupEntries(entries).map(([group, rows]) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is none in a list box
        <div key={group} role="group" aria-labelledby={`${id}-${group}`} className="pb-1.5">
          <div
            id={`${id}-${group}`}
            className="sticky top-0 z-1 bg-panel px-2.5 pt-2.5 pb-1 font-semibold text-faint text-xs"
          >
            {t(`groups.${group}`)}
          </div>
          {rows.map((entry) => (
            <EntryRow
              key={entry.id}
              id={`${id}-${numbers.get(entry)}`}
              entry={entry}
              query={query}
              active={entry === active}
              onPoint={() => onPoint(entry.id)}
              onClick={(event) => onClick(entry, event)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
