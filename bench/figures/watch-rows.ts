import type { Page } from "@playwright/test";

/**
 * Milliseconds from the start of the navigation to the first byte of the page, and to the frames that showed the rows.
 */
export type PaintTimes = { response: number; first: number; complete: number; rows: number };

type Watched = Window & { benchTimes?: { first?: number; complete?: number } };

/**
 * Runs in the page before its own scripts: notes when the first row of a table appeared, and since when nothing in view
 * is a placeholder.
 */
export function watchRows(): void {
  const times: { first?: number; complete?: number } = {};
  (window as Watched).benchTimes = times;
  const inView = (element: Element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  const look = () => {
    const rows = document.querySelectorAll("main tbody tr[data-index]");
    const seen = rows.length > 0;
    // Rows below the last one in view don't change what is visible.
    const filled = (rows.item(rows.length - 1)?.getBoundingClientRect().bottom ?? 0) >= innerHeight;
    const placeholders = document.querySelectorAll(".animate-skeleton, tbody [aria-busy=true]");
    const complete = seen && (filled || document.readyState !== "loading") && ![...placeholders].some(inView);
    if (seen && times.first === undefined) requestAnimationFrame(() => (times.first ??= performance.now()));
    if (!complete) delete times.complete;
    else if (times.complete === undefined) {
      times.complete = Number.POSITIVE_INFINITY;
      requestAnimationFrame(() => {
        if (times.complete === Number.POSITIVE_INFINITY) times.complete = performance.now();
      });
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  document.addEventListener("readystatechange", look);
}

/** Returns the times that `watchRows` noted. Throws if the rows were never complete. */
export async function readPaintTimes(page: Page): Promise<PaintTimes> {
  await page.waitForFunction(() => Number.isFinite((window as Watched).benchTimes?.complete));
  return page.evaluate(() => {
    const { first = Number.NaN, complete = Number.NaN } = (window as Watched).benchTimes ?? {};
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    return {
      response: navigation?.responseStart ?? 0,
      first,
      complete,
      rows: document.querySelectorAll("main tbody tr[data-index]").length,
    };
  });
}
