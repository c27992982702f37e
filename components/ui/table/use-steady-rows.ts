"use client";

import { type RefObject, useEffect, useState } from "react";

type Steady<Row> = {
  rows: readonly (Row | undefined)[];
  /** Whether rows were added, removed or moved, and this is not shown yet. */
  held: boolean;
  /** Shows them now. */
  release: () => void;
};

/**
 * Returns the rows of a list that changes by itself, without a jump under the cursor: while the pointer or the focus is
 * in `area`, rows keep their places and only their values change. `epoch` changes with each action of the person, whose
 * result shows at once.
 */
export function useSteadyRows<Row>(
  rows: readonly (Row | undefined)[],
  keyOf: (row: Row) => string,
  area: RefObject<HTMLElement | null>,
  epoch: string,
): Steady<Row> {
  const busy = useIsBusy(area);
  const [shown, setShown] = useState({ rows, source: rows, epoch, held: false });
  let next = shown;
  if (shown.source !== rows || shown.epoch !== epoch || (shown.held && !busy)) {
    const moved = hasMoved(shown.rows, rows, keyOf);
    next =
      busy && moved && shown.epoch === epoch && shown.rows.length > 0
        ? { rows: withValues(shown.rows, rows, keyOf), source: rows, epoch, held: true }
        : { rows, source: rows, epoch, held: false };
    setShown(next);
  }
  return { rows: next.rows, held: next.held, release: () => setShown({ rows, source: rows, epoch, held: false }) };
}

/** Returns whether the pointer or the focus is in the area. */
function useIsBusy(area: RefObject<HTMLElement | null>): boolean {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  const [element, setElement] = useState<HTMLElement | null>(null);
  // The list may appear only after a failure and a retry, or be recreated after one: no dependency reflects that.
  useEffect(() => setElement(area.current));
  useEffect(() => {
    // The list may have appeared under a resting pointer.
    setPointer(element?.matches(":hover") ?? false);
    setFocus(element?.contains(document.activeElement) ?? false);
    if (!element) return;
    const on: [string, () => void][] = [
      ["pointerenter", () => setPointer(true)],
      ["pointerleave", () => setPointer(false)],
      ["focusin", () => setFocus(true)],
      ["focusout", () => setFocus(false)],
    ];
    for (const [name, listener] of on) element.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of on) element.removeEventListener(name, listener);
    };
  }, [element]);
  return pointer || focus;
}

function hasMoved<Row>(
  old: readonly (Row | undefined)[],
  rows: readonly (Row | undefined)[],
  keyOf: (row: Row) => string,
): boolean {
  if (old.length !== rows.length) return true;
  return old.some((row, at) => {
    const now = rows[at];
    return row !== undefined && now !== undefined && keyOf(row) !== keyOf(now);
  });
}

/** Returns the rows at their old places, with their present values. */
function withValues<Row>(
  old: readonly (Row | undefined)[],
  rows: readonly (Row | undefined)[],
  keyOf: (row: Row) => string,
): (Row | undefined)[] {
  const values = new Map<string, Row>();
  for (const row of rows) if (row !== undefined) values.set(keyOf(row), row);
  return old.map((row, at) => (row === undefined ? rows[at] : (values.get(keyOf(row)) ?? row)));
}
