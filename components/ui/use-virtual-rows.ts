"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useState } from "react";

const virtualFrom = 200;
const firstPaint = 60;
const topBarPx = 96;

export type VirtualRows = {
  first: number;
  last: number;
  /** The height of the rows left out above and below. */
  abovePx: number;
  belowPx: number;
  scrollTo: (index: number) => void;
};

/** Which of many rows of one height are worth drawing. Few rows are all drawn, so that the browser's search finds them. */
export function useVirtualRows(body: RefObject<HTMLElement | null>, count: number, rowPx: number): VirtualRows {
  const enabled = count > virtualFrom;
  const [scrollMargin, setScrollMargin] = useState(0);
  const virtualizer = useWindowVirtualizer({
    count,
    enabled,
    estimateSize: () => rowPx,
    overscan: 12,
    scrollMargin,
    scrollPaddingStart: topBarPx,
    scrollPaddingEnd: rowPx,
  });

  useLayoutEffect(() => {
    const top = body.current?.getBoundingClientRect().top;
    if (enabled && top !== undefined) setScrollMargin(Math.round(top + window.scrollY));
  }, [body, enabled]);

  const items = enabled ? virtualizer.getVirtualItems() : [];
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? Math.min(count, enabled ? firstPaint : count) - 1;
  return {
    first,
    last,
    abovePx: first * rowPx,
    belowPx: Math.max(0, count - 1 - last) * rowPx,
    scrollTo: (index) => {
      if (enabled) virtualizer.scrollToIndex(index, { align: "auto" });
    },
  };
}
