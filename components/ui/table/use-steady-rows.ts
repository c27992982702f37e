"use client";

import { type RefObject, useEffect, useState } from "react";

type Steady<Row> = {
  rows: readonly (Row | undefined)[];
  /** Rows came, went or moved, and are not shown yet. */
  held: boolean;
  /** Shows them now. */
  release: () => void;
};

/**
 * The rows of a list that changes by itself, without a jump under the cursor: while the pointer or the focus is in
 * `area`, rows keep their places and only their values change. `epoch` changes with whatever the person did, which
 * shows at once.
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

/** Whether the pointer or the keyboard is in the area. */
function useIsBusy(area: RefObject<HTMLElement | null>): boolean {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  const [element, setElement] = useState<HTMLElement | null>(null);
  // The list may come only after a failure and another try, or anew after one: no dependency tells.
  useEffect(() => setElement(area.current));
  useEffect(() => {
    // It may have come under a pointer that rests.
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

/** The rows at their old places, with the values they have now. */
function withValues<Row>(
  old: readonly (Row | undefined)[],
  rows: readonly (Row | undefined)[],
  keyOf: (row: Row) => string,
): (Row | undefined)[] {
  const values = new Map<string, Row>();
  for (const row of rows) if (row !== undefined) values.set(keyOf(row), row);
  return old.map((row, at) => (row === undefined ? rows[at] : (values.get(keyOf(row)) ?? row)));
}
