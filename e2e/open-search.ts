import type { Page } from "@playwright/test";
import { expect } from "./fixtures";
import { untilKeysWork } from "./listening";

/** Opens the search by its key. */
export async function openSearch(page: Page, key = "/"): Promise<void> {
  await untilKeysWork(page);
  await page.keyboard.press(key);
  await expect(page.getByRole("combobox", { name: "Search" })).toBeFocused();
}
