"use client";

import { type RefObject, useLayoutEffect, useState } from "react";

type Size = { width: number; height: number };

/** Returns the present size of an element in pixels; `assumed` until the element is measured. */
export function useElementSize(element: RefObject<HTMLElement | null>, assumed: Size): Size {
  const [size, setSize] = useState(assumed);
  useLayoutEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
