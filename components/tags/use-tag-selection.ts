"use client";

import { useRef, useState } from "react";
import type { TableSelection } from "@/components/ui/table/select-box";
import type { Tag } from "@/lib/contract/tags";
import { isFiltered, type TagsView, toTagFilter } from "./tags-view";

/** These tags or, with `all`, every tag of the list except these. */
type TagSelection = { all: boolean; names: ReadonlySet<string> };

const nothing: TagSelection = { all: false, names: new Set() };

/** The chosen tags of the repository: these tags, or all tags that match the filter, with exceptions. */
export type TagChoice =
  | { wholeRepository: true }
  | { tags: string[] }
  | { matching: ReturnType<typeof toTagFilter>; except: string[] };

type Listed = {
  registry: string;
  repository: string;
  view: TagsView;
  rows: readonly (Tag | undefined)[];
  total: number;
  /** The number of changes the person made here. */
  changes: number;
  /** Undefined for users who may only read. */
  onDelete: ((choice: TagChoice) => void) | undefined;
};

/** Returns which tags of a list are selected, including those that were never in view. */
export function useTagSelection({ registry, repository, view, rows, total, changes, onDelete }: Listed) {
  // After a change of the filter, and after a delete, nothing is selected.
  const filter = `${changes} ${JSON.stringify(toTagFilter(view))}`;
  const [held, setHeld] = useState({ selection: nothing, filter });
  const last = useRef<number | null>(null);
  const { all, names } = held.filter === filter ? held.selection : nothing;
  const select = (selection: TagSelection) => setHeld({ selection, filter });
  const has = (name: string) => all !== names.has(name);
  const count = all ? Math.max(0, total - names.size) : names.size;

  const put = (some: readonly string[], on: boolean) => {
    const next = new Set(names);
    for (const name of some) {
      if (on !== all) next.add(name);
      else next.delete(name);
    }
    select({ all, names: next });
  };
  const toggle = (index: number, range: boolean) => {
    const name = rows[index]?.tag;
    if (name === undefined) return;
    const other = range ? (last.current ?? index) : index;
    const [from, to] = [Math.min(other, index), Math.max(other, index)];
    last.current = index;
    const between = rows.slice(from, to + 1);
    const on = !has(name);
    if (!between.includes(undefined))
      put(
        between.flatMap((row) => row?.tag ?? []),
        on,
      );
    else
      void import("./selection-queries").then(async ({ readNames }) =>
        put(await readNames({ registry, repository, view }, from, to), on),
      );
  };
  const selectAll = () => select({ all: true, names: new Set() });
  const table: TableSelection = {
    has,
    onToggle: toggle,
    state: count === 0 ? "none" : count >= total ? "all" : "some",
    onToggleAll: () => (count === 0 ? selectAll() : select(nothing)),
  };
  const bar = {
    count,
    total,
    isFiltered: isFiltered(view),
    shown: rows.filter((row) => row !== undefined && has(row.tag)) as Tag[],
    onSelectAll: selectAll,
    onClear: () => select(nothing),
    onDeleteRepository: () => onDelete?.({ wholeRepository: true }),
    onDelete: () => onDelete?.(all ? { matching: toTagFilter(view), except: [...names] } : { tags: [...names] }),
  };
  return { table: onDelete && table, bar: count > 0 ? bar : null };
}
