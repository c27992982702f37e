"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";
import { isTyping } from "@/components/ui/is-typing";
import type { Tag } from "@/lib/contract/tags";

/** Makes `d` ask to delete the tag of the focused row in `area`. */
export function useRowDeleteKey(
  area: RefObject<HTMLElement | null>,
  rows: readonly (Tag | undefined)[],
  onDelete: (tag: string) => void,
): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "d" || isTyping(event)) return;
    const focused = document.activeElement?.closest<HTMLElement>("tr[data-index]");
    const tag = focused && area.current?.contains(focused) ? rows[Number(focused.dataset.index)] : undefined;
    if (!tag) return;
    event.preventDefault();
    onDelete(tag.tag);
  });

  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
