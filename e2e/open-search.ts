import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

/** Opens the search by its key, once the page listens to keys. */
export async function openSearch(page: Page, key = "/"): Promise<void> {
  await page.waitForLoadState("networkidle");
  await expect(page.locator("[aria-keyshortcuts~='/']")).toBeAttached();
  await page.keyboard.press(key);
  await expect(page.getByRole("combobox", { name: "Search" })).toBeFocused();
}
