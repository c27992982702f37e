"use client";

import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import { isTyping } from "@/components/ui/is-typing";
import type { Tag } from "@/lib/contract/tags";

/** `d` asks to delete the tag of the row that has the focus; what it returns goes on the element around the table. */
export function useRowDeleteKey(
  rows: readonly Tag[],
  onDelete: (tag: string) => void,
): RefObject<HTMLDivElement | null> {
  const table = useRef<HTMLDivElement>(null);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "d" || isTyping(event)) return;
    const focused = document.activeElement?.closest<HTMLElement>("tr[data-index]");
    const tag = focused && table.current?.contains(focused) ? rows[Number(focused.dataset.index)] : undefined;
    if (!tag) return;
    event.preventDefault();
    onDelete(tag.tag);
  });

  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  return table;
}
