import { expect, test } from "./fixtures";

test("a repository is found, opened and left with the keyboard alone", async ({ signedInPage: page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(page).toHaveURL(/\/r\/local$/);
  await expect(page.getByRole("link", { name: "payments/worker" })).toBeVisible();

  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search repositories" })).toBeFocused();
  await page.keyboard.type("payments/");
  await expect(page).toHaveURL(/query=payments/);
  await expect(page.getByRole("link", { name: "web/storefront" })).toHaveCount(0);

  await page.keyboard.press("Tab");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await expect(page.locator("tbody tr:focus")).toContainText("payments/api");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/r\/local\/payments\/api$/);
  await expect(page.getByRole("heading", { name: "payments/api" })).toBeVisible();

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
});

test("dark is chosen once, and the next page is painted dark from the start", async ({ signedInPage: page }) => {
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: /admin/ }).click();
  await page.getByRole("button", { name: "Dark" }).click();
  const html = await (await page.request.get("/r/local")).text();
  expect(html).toContain('data-theme="dark"');
  await page.reload();
  await expect(page.locator("html")).toHaveCSS("color-scheme", "dark");
});
