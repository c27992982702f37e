import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility";

// Only these of axe's rules judge colours; the others give the same result in dark as in light.
const colourRules = ["color-contrast", "link-in-text-block"];

/** Fails if the present page doesn't fit a window of any tested width, or has a serious fault, light or dark. */
export async function expectEveryLook(page: Page): Promise<void> {
  for (const width of [1024, 1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(beyond, `pixels beyond ${width}`).toBeLessThanOrEqual(0);
    // On a phone a table may scroll sideways; on a wider screen, a column that doesn't fit would be out of reach.
    if (width > 768) expect.soft(await cutTables(page), `tables cut off at ${width}`).toEqual([]);
    if (width === 1024) continue;
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await expectAccessible(page, { as: `${width} pixels wide, light` });
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await expectAccessible(page, { as: `${width} pixels wide, dark`, rules: colourRules });
  }
}

function cutTables(page: Page): Promise<(string | null)[]> {
  return page
    .locator("table")
    .evaluateAll((tables: HTMLTableElement[]) =>
      tables
        .filter((table) => table.offsetWidth > (table.parentElement?.clientWidth ?? 0))
        .map((table) => table.getAttribute("aria-label")),
    );
}
