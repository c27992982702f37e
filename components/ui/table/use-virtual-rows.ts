"use client";

import { type RefObject, useLayoutEffect, useState } from "react";
import { flushSync } from "react-dom";
import { useHydrated } from "@/components/ui/use-hydrated";

const virtualFrom = 200;
// As many rows as a screen of 1,440 pixels shows below the page's header.
const firstPaint = 28;
const overscan = 12;
const topBarPx = 96;

export type VirtualRows = {
  first: number;
  last: number;
  /** The height of the rows left out above and below. */
  abovePx: number;
  belowPx: number;
  scrollTo: (index: number) => void;
};

/**
 * Returns which of many rows of equal height to draw. A short list is drawn in full, so that the browser's search finds
 * every row, but not by the server: nobody searches before the page can be used.
 */
export function useVirtualRows(body: RefObject<HTMLElement | null>, count: number, rowPx: number): VirtualRows {
  const isHydrated = useHydrated();
  const enabled = count > virtualFrom;
  const [near, setNear] = useState({ first: 0, last: firstPaint - 1 });

  useLayoutEffect(() => {
    if (!enabled) return;
    const look = () => {
      const topPx = body.current?.getBoundingClientRect().top ?? 0;
      const first = Math.max(0, Math.floor(-topPx / rowPx) - overscan);
      const last = Math.ceil((window.innerHeight - topPx) / rowPx) + overscan;
      setNear((known) => (known.first === first && known.last === last ? known : { first, last }));
    };
    // Runs within the frame of the scroll: a render after it would briefly show an empty table.
    const onScroll = () => flushSync(look);
    look();
    window.addEventListener("scroll", onScroll, { passive: true });
    window.addEventListener("resize", look);
    return () => {
      window.removeEventListener("scroll", onScroll);
      window.removeEventListener("resize", look);
    };
  }, [body, enabled, rowPx]);

  const last = Math.min(enabled ? near.last : isHydrated ? count : firstPaint - 1, count - 1);
  const first = enabled ? Math.min(near.first, last) : 0;
  return {
    first,
    last,
    abovePx: first * rowPx,
    belowPx: (count - 1 - last) * rowPx,
    scrollTo: (index) => {
      const topPx = (body.current?.getBoundingClientRect().top ?? 0) + index * rowPx;
      const hiddenPx = topPx + 2 * rowPx - window.innerHeight;
      if (topPx < topBarPx) window.scrollBy(0, topPx - topBarPx);
      else if (hiddenPx > 0) window.scrollBy(0, hiddenPx);
    },
  };
}
