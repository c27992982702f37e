import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { untilKeysWork, untilRowsListen } from "./listening";
import { listTagsOf } from "./read-registry";

const mostStops = 60;

/** Presses Tab until the target has the focus, as a person without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stops = 0; stops < mostStops; stops++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(target).toBeFocused();
}

/** Presses two keys, one after the other. The page must be listening by then: it is once no request is under way. */
async function chord(page: Page, ...keys: string[]): Promise<void> {
  await page.waitForLoadState("networkidle");
  for (const key of keys) await page.keyboard.press(key);
}

test("signing in, browsing, pulling, deleting and collecting work with the keyboard alone", async ({
  page,
  context,
  console,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const focusedRow = page.locator("tbody tr:focus");
  const dialog = page.getByRole("dialog");
  const { keyboard } = page;

  await test.step("sign in", async () => {
    await page.goto("/");
    await expect(page.getByLabel("User name")).toBeFocused();
    await page.waitForLoadState("networkidle");
    await keyboard.type(console.username);
    await keyboard.press("Tab");
    await keyboard.type(console.password);
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  });

  await test.step("find a repository", async () => {
    await untilKeysWork(page);
    await chord(page, "g", "r");
    await expect(page).toHaveURL(/\/r\/local$/);
    await expect(page.getByRole("link", { name: "payments/api" })).toBeVisible();
    await untilRowsListen(page);
    for (const key of ["j", "j", "j", "j", "j", "k"]) await keyboard.press(key);
    await expect(focusedRow).toContainText("payments/api");
    await keyboard.press("Enter");
    await expect(page).toHaveURL(/\/r\/local\/payments\/api$/);
    await expect(page.getByRole("link", { name: "2.10.0", exact: true }).first()).toBeVisible();
  });

  await test.step("look inside an image and copy its pull command", async () => {
    await untilRowsListen(page);
    await keyboard.press("j");
    await keyboard.press("Enter");
    await expect(page).toHaveURL(/\/r\/local\/payments\/api\/-\/tags\/\S+$/);
    const tag = new URL(page.url()).pathname.split("/").at(-1);
    await tabTo(page, page.getByRole("button", { name: "Copy pull command" }));
    await keyboard.press("Enter");
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toMatch(new RegExp(`^docker pull \\S+/payments/api:${tag}$`));
    await tabTo(
      page,
      page
        .getByRole("tab", { name: "Config" })
        .or(page.getByRole("link", { name: "Config" }))
        .first(),
    );
    await keyboard.press("Enter");
    await expect(page.getByText("Run configuration")).toBeVisible();
    await page.goBack();
    await page.goBack();
    await expect(page).toHaveURL(/\/r\/local\/payments\/api$/);
  });

  await test.step("delete a tag, with the harmless button first", async () => {
    await expect(page.getByRole("link", { name: "2.10.0", exact: true }).first()).toBeVisible();
    await chord(page, "f");
    await expect(page.getByRole("searchbox", { name: "Filter tags" })).toBeFocused();
    await keyboard.type("1.0.1");
    await expect(page.getByText("1 tag matches")).toBeVisible();
    await keyboard.press("Tab");
    await keyboard.press("j");
    await expect(focusedRow).toContainText("1.0.1");
    await keyboard.press("d");
    await expect(dialog.getByRole("button", { name: "Keep tag" })).toBeFocused();
    await keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
    expect(await listTagsOf(console.registryUrl, "payments/api")).toContain("1.0.1");

    await expect(focusedRow).toContainText("1.0.1");
    await keyboard.press("d");
    const remove = dialog.getByRole("button", { name: "Delete tag 1.0.1" });
    await expect(remove).toBeEnabled();
    await tabTo(page, remove);
    await keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText("No tag matches “1.0.1”")).toBeVisible();
    expect(await listTagsOf(console.registryUrl, "payments/api")).not.toContain("1.0.1");
  });

  await test.step("look what is garbage, then collect it", async () => {
    await chord(page, "g", "c");
    await expect(page.getByRole("heading", { name: "Garbage collection" })).toBeVisible();
    const newest = page.getByRole("table", { name: "History" }).getByRole("row").nth(1);
    const dryRun = page.getByRole("button", { name: "Dry run" });
    await expect(dryRun).toBeEnabled();
    await tabTo(page, dryRun);
    await keyboard.press("Enter");
    await expect(newest).toContainText(/Dry run.*Succeeded/);
    const collect = page.getByRole("button", { name: "Collect now…" });
    await expect(collect).toBeEnabled();
    await tabTo(page, collect);
    await keyboard.press("Enter");
    const confirm = async () => {
      await expect(dialog.getByRole("button", { name: "Not now" })).toBeFocused();
      await tabTo(page, dialog.getByRole("button", { name: "Collect garbage" }));
      await keyboard.press("Enter");
    };
    await confirm();
    // The samples break one image on purpose.
    await expect(newest).toContainText(/Collect.*Failed/);
    await tabTo(page, page.getByRole("button", { name: "Run anyway" }));
    await keyboard.press("Enter");
    await confirm();
    await expect(newest).toContainText(/Collect.*Succeeded/);
  });
});

test("the keys are listed, and lead back to the overview", async ({ signedInPage: page }) => {
  await page.goto("/r/local");
  await expect(page.getByRole("link", { name: "payments/worker" })).toBeVisible();
  await chord(page, "f");
  await expect(page.getByRole("searchbox", { name: "Filter repositories" })).toBeFocused();
  await page.keyboard.type("payments/");
  await expect(page).toHaveURL(/query=payments/);
  await expect(page.getByRole("link", { name: "web/storefront" })).toHaveCount(0);
  await page.keyboard.press("Tab");
  await chord(page, "?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await chord(page, "g", "o");
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
