"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";
import { isTyping } from "@/components/ui/is-typing";

type RowKeys = {
  body: RefObject<HTMLElement | null>;
  count: number;
  scrollTo: (index: number) => void;
  onOpen: (index: number) => void;
  onToggle: ((index: number, range: boolean) => void) | undefined;
};

const headerPx = 84;
const interactive = "a, button, input, select, textarea, label, [role=menuitem]";

function indexOf(element: Element | null | undefined): number {
  const index = element?.closest<HTMLElement>("tr[data-index]")?.dataset.index;
  return index === undefined ? -1 : Number(index);
}

function focusRow(body: HTMLElement | null, index: number): boolean {
  const row = body?.querySelector<HTMLElement>(`tr[data-index="${index}"]`);
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
  return row != null;
}

/** Returns the index before the first row visible below the header, so that `j` starts where the reader looks. */
function beforeFirstInSight(body: HTMLElement | null): number {
  const rows = [...(body?.querySelectorAll<HTMLElement>("tr[data-index]") ?? [])];
  return indexOf(rows.find((row) => row.getBoundingClientRect().top >= headerPx)) - 1;
}

/**
 * Adds keys and clicks to rows: `j`/`k` move the focus by rows, `Enter` opens the row, `x` selects it, with Shift all
 * rows since the last selected one, and a click anywhere on a row opens it.
 */
export function useRowKeys({ body, count, scrollTo, onOpen, onToggle }: RowKeys): void {
  const move = useEffectEvent((from: number, step: number) => {
    const index = Math.min(count - 1, Math.max(0, from + step));
    if (focusRow(body.current, index)) return;
    // A row far away is drawn only after the scroll.
    scrollTo(index);
    requestAnimationFrame(() => focusRow(body.current, index));
  });

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event) || count === 0) return;
    const focused = document.activeElement;
    const index = body.current?.contains(focused) ? indexOf(focused) : -1;
    const from = index >= 0 ? index : beforeFirstInSight(body.current);
    if (event.key === "j" || event.key === "k") move(from, event.key === "j" ? 1 : -1);
    else if (index >= 0 && event.key.toLowerCase() === "x" && onToggle) onToggle(index, event.shiftKey);
    else if (index >= 0 && event.key === "Enter" && focused?.matches("tr")) onOpen(index);
    else return;
    event.preventDefault();
  });

  const onClick = useEffectEvent((event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    const index = indexOf(target);
    if (event.button !== 0 || index < 0 || target?.closest(interactive) || window.getSelection()?.toString()) return;
    if (event.shiftKey || event.ctrlKey || event.metaKey) return;
    onOpen(index);
  });

  useEffect(() => {
    const element = body.current;
    document.addEventListener("keydown", onKey);
    element?.addEventListener("click", onClick);
    return () => {
      document.removeEventListener("keydown", onKey);
      element?.removeEventListener("click", onClick);
    };
  }, [body]);
}
