import { expect, type Page } from "@playwright/test";

/** Waits until the page listens to the keys that work everywhere. */
export async function untilKeysWork(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await expect(page.locator("[aria-keyshortcuts~='/']")).toBeAttached();
}

/** Waits until the rows of the page's table listen to keys. */
export async function untilRowsListen(page: Page): Promise<void> {
  await expect(page.locator("table[aria-keyshortcuts]").first()).toBeAttached();
}
