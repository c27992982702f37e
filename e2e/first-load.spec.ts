import type { Page } from "@playwright/test";
import { apiPaths } from "@/lib/contract/paths";
import { expect, test } from "./fixtures";

const limitBytes = 180_000;

/** Opens the page in a browser without a cache, and notes the size of each script as sent over the network. */
async function openAndWeigh(page: Page, path: string): Promise<{ sizes: number[] }> {
  const sizes: number[] = [];
  let underWay = 0;
  page.on("request", (request) => {
    if (request.resourceType() === "script") underWay += 1;
  });
  page.on("requestfinished", async (request) => {
    if (request.resourceType() !== "script") return;
    sizes.push((await request.sizes()).responseBodySize);
    underWay -= 1;
  });
  // A page that follows events has started to work.
  await Promise.all([page.waitForRequest(`**${apiPaths.events()}`), page.goto(path)]);
  await expect.poll(() => underWay).toBe(0);
  return { sizes };
}

for (const [name, path] of [
  ["the overview", "/"],
  ["a registry", "/r/local"],
  ["a repository", "/r/local/payments/api"],
  ["an image", "/r/local/payments/api/-/tags/latest"],
  ["garbage collection", "/clean-up/garbage-collection"],
] as const) {
  test(`the first look at ${name} takes at most 180 kB of script`, async ({ signedInPage: page }) => {
    const { sizes } = await openAndWeigh(page, path);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(limitBytes);
  });
}

test("the first look at an image asks for no other page, until the pointer is on the way to one", async ({
  signedInPage: page,
}) => {
  const others: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("_rsc=")) others.push(request.url());
  });
  await openAndWeigh(page, "/r/local/payments/api/-/tags/latest");
  const config = page.getByRole("link", { name: "Config" });
  await config.hover();
  await expect.poll(() => others.length).toBeGreaterThan(0);
  for (const url of others) expect(url).toContain("tab=config");
  await config.click();
  await expect(page).toHaveURL(/tab=config/);
  await expect(page.getByText("Run configuration")).toBeVisible();
});

test("a menu and a dialog are fetched on the way to them, and not before", async ({ signedInPage: page }) => {
  const { sizes } = await openAndWeigh(page, "/r/local/payments/api");
  const first = sizes.length;
  const menu = page.getByRole("button", { name: /^Sorted by/ });
  await menu.hover();
  await expect.poll(() => sizes.length).toBeGreaterThan(first);
  const withMenu = sizes.length;
  await menu.focus();
  await expect.poll(() => sizes.length).toBeGreaterThan(withMenu);
});
