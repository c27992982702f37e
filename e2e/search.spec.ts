import type { Page } from "@playwright/test";
import { apiPaths } from "@/lib/contract/paths";
import { expect, test } from "./fixtures";
import { openSearch } from "./open-search";

const field = (page: Page) => page.getByRole("combobox", { name: "Search" });
const options = (page: Page) => page.getByRole("option");
/** Returns the row that Enter would open. */
const chosen = (page: Page) => page.getByRole("option", { selected: true });

test("a tag, a digest and a label are found and opened with the keyboard alone", async ({ signedInPage: page }) => {
  const { keyboard } = page;
  await page.goto("/");
  const { digest } = await (await page.request.get("/api/r/local/payments/api/-/tags/2.10.0")).json();
  // Until all is read, the number of tags with a label grows.
  const index = async () => (await (await page.request.get(apiPaths.index("local"))).json()).state;
  await expect.poll(index, { timeout: 30_000 }).toBe("idle");

  await test.step("a tag by a part of its name", async () => {
    await openSearch(page);
    await keyboard.type("10.0-rc");
    await expect(chosen(page)).toHaveAccessibleName(/^payments\/api:2\.10\.0-rc\.1/);
    await keyboard.press("Enter");
    await expect(page).toHaveURL(/\/r\/local\/payments\/api\/-\/tags\/2\.10\.0-rc\.1$/);
    await expect(field(page)).toHaveCount(0);
  });

  await test.step("an image by the first digits of its digest", async () => {
    await openSearch(page, "Control+k");
    await keyboard.type(digest.slice("sha256:".length, "sha256:".length + 9));
    await expect(chosen(page)).toContainText("Index · payments/api:");
    await keyboard.press("Enter");
    await expect(page).toHaveURL((url) => url.pathname === `/r/local/payments/api/-/manifests/${digest}`);
  });

  await test.step("the tags with a label, narrowed by a word", async () => {
    await openSearch(page);
    await keyboard.type("team=pay");
    await expect(chosen(page)).toHaveText(/^com\.example\.team=paymentson \d+ tags/);
    const count = /on (\d+) tags/.exec((await chosen(page).textContent()) ?? "")?.[1];
    await keyboard.press("Enter");
    await expect(options(page)).toHaveCount(Number(count));
    await keyboard.type("2.9.0");
    await expect(options(page)).toHaveCount(1);
    await keyboard.press("Enter");
    await expect(page).toHaveURL(/\/payments\/api\/-\/tags\/2\.9\.0$/);
  });

  await test.step("what was opened is at hand the next time", async () => {
    await openSearch(page);
    await expect(page.getByRole("group", { name: "Recently opened" }).getByRole("option")).toHaveText([
      /payments\/api:2\.9\.0/,
      /sha256:/,
      /payments\/api:2\.10\.0-rc\.1/,
    ]);
    await keyboard.press("ArrowDown");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await expect(page).toHaveURL(/2\.10\.0-rc\.1$/);
  });
});

test("the arrows go round, Backspace widens, and Ctrl with Enter opens beside", async ({
  signedInPage: page,
  context,
}) => {
  const { keyboard } = page;
  await page.goto("/r/local");
  await openSearch(page);
  await keyboard.type("latest");
  await expect(chosen(page)).toContainText("in 4 repositories");
  await keyboard.press("Enter");
  await expect(options(page)).toHaveText(Array(4).fill(/:latest/));
  const names = await options(page).evaluateAll((rows) => rows.map((row) => row.textContent));
  await keyboard.press("ArrowUp");
  await expect(chosen(page)).toHaveText(names[3] as string);
  await keyboard.press("ArrowDown");
  await expect(chosen(page)).toHaveText(names[0] as string);
  await keyboard.press("End");
  await expect(chosen(page)).toHaveText(names[3] as string);
  const beside = context.waitForEvent("page");
  await keyboard.press("Control+Enter");
  await expect(await beside).toHaveURL(/\/-\/tags\/latest$/);
  await expect(field(page)).toBeFocused();
  await keyboard.press("Backspace");
  await expect(page.getByText("Go to", { exact: true })).toBeVisible();
  await keyboard.press("Escape");
  await expect(field(page)).toHaveCount(0);
  await expect(page).toHaveURL(/\/r\/local$/);
});

test("works with the mouse from the button of every page", async ({ signedInPage: page }) => {
  await page.goto("/clean-up/garbage-collection");
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "Search" }).click();
  await page.keyboard.type("storefront");
  await page.getByRole("option", { name: /^web\/storefront \d+ tags$/ }).click();
  await expect(page).toHaveURL(/\/r\/local\/web\/storefront$/);
  await expect(field(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("option", { name: "web/storefront" }).click();
  await expect(field(page)).toHaveCount(0);
});

test("offers what can be done from where one is", async ({ signedInPage: page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { keyboard } = page;
  await page.goto("/r/local/payments/api");
  await expect(page.getByRole("link", { name: "2.10.0", exact: true }).first()).toBeVisible();

  await openSearch(page);
  await keyboard.type("copy pull");
  await expect(chosen(page)).toHaveText("Copy pull command");
  await keyboard.press("Enter");
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^docker pull \S+\/payments\/api:2\.10\.0$/);

  await openSearch(page);
  await keyboard.type("2.9.0");
  await expect(options(page).last()).toHaveText("Filter tags by “2.9.0”");
  await keyboard.press("ArrowUp");
  await keyboard.press("Enter");
  await expect(page.getByText("1 tag matches")).toBeVisible();
  await expect(page.getByRole("searchbox", { name: "Filter tags" })).toBeFocused();

  await openSearch(page, "Control+k");
  await keyboard.type("dark");
  await keyboard.press("Enter");
  await expect(page.locator("html")).toHaveCSS("color-scheme", "dark");

  await openSearch(page, "Control+k");
  await keyboard.type("garbage");
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Garbage collection" })).toBeVisible();

  // Types and presses Enter before there can be any row to choose.
  await openSearch(page);
  await keyboard.type("payments/worker", { delay: 0 });
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/\/r\/local\/payments\/worker$/);
});

test("a failure is told as one, and results stay until the next are there", async ({ signedInPage: page }) => {
  const { keyboard } = page;
  await page.goto("/");
  await openSearch(page);
  await keyboard.type("payments/w");
  await expect(chosen(page)).toHaveText(/^payments\/worker/);

  let release = () => undefined as unknown;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/search?query=payments*", async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest("**/api/search?query=payments*");
  await keyboard.type("ork");
  await asked;
  await expect(chosen(page)).toHaveText(/^payments\/worker/);
  release();
  await expect(page.getByRole("status").filter({ hasText: "result" })).toHaveText(/^\d+ results?$/);

  await page.route("**/api/search?query=nothing*", (route) => route.fulfill({ status: 502, body: "no" }));
  await field(page).fill("nothing like it");
  await expect(page.getByRole("alert")).toContainText("The search failed");
  await expect(page.getByText("No results for")).toHaveCount(0);
  await page.unroute("**/api/search?query=nothing*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("No results for “nothing like it”")).toBeVisible();
});

test("what is typed while the search is fetched is not lost", async ({ signedInPage: page }) => {
  // A page that follows events listens to keys.
  await Promise.all([page.waitForRequest(`**${apiPaths.events()}`), page.goto("/")]);
  let release = () => undefined as unknown;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/**", async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest("**/_next/static/**");
  await page.keyboard.type("/gr");
  await asked;
  await page.keyboard.type("api");
  release();
  await expect(field(page)).toHaveValue("grapi");
  await expect(page).toHaveURL(/\/$/);
});
