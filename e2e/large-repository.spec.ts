import type { Locator } from "@playwright/test";
import { startConsole } from "./console";
import { test as base, expect } from "./fixtures";
import { needsProgram, type StockRegistry, startStockRegistry } from "./stock-registry";
import { watchComplaints } from "./watch-complaints";
import { writeImages } from "./write-images";

const tagCount = 10_000;
const imageCount = 500;
const perImage = tagCount / imageCount;
// Its tags are 3.7.40 to 3.7.59.
const largest = 137;

/** Versions 1.0.0 to 10.9.99, in numeric order. */
const tags = Array.from({ length: tagCount }, (_, index) =>
  [Math.floor(index / 1000) + 1, Math.floor(index / 100) % 10, index % 100].join("."),
);

const test = base.extend<object, { large: StockRegistry }>({
  large: [
    async ({ registry }, use) => {
      const large = await startStockRegistry(registry);
      const images = Array.from({ length: imageCount }, (_, image) => ({
        content: image === largest ? "the largest of all of them" : `image ${image}`,
        tags: tags.slice(image * perImage, (image + 1) * perImage),
      }));
      writeImages(large.storageDir, "archive/builds", images);
      await use(large);
      await large.close();
    },
    { scope: "worker" },
  ],
  console: [
    async ({ large }, use) => {
      const running = await startConsole({ env: { REGISTRY_URL: large.url } });
      await use(running);
      await running.remove();
    },
    { scope: "worker", timeout: 300_000 },
  ],
});

test.skip(({ registry }) => registry?.kind !== "binary", needsProgram);

test("ten thousand tags are scrolled to their end, and only those in sight are drawn", async ({
  signedInPage: page,
}) => {
  const complaints = watchComplaints(page);
  await page.goto("/r/registry/archive/builds");
  const table = page.getByRole("table", { name: "Tags of archive/builds" });
  await expect(table.getByRole("link", { name: "10.9.99", exact: true })).toBeVisible();
  await expect(page.getByText("10,000 tags")).toBeVisible();

  await expect(table).toHaveAttribute("aria-rowcount", String(tagCount + 1));
  const oldest = table.getByRole("row", { name: /^Select 1\.0\.0 / });
  // A scroll that is under way while rows arrive may end before the end; then the key is pressed again.
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(oldest).toBeInViewport({ timeout: 5_000 });
  }).toPass();
  // What is in view is read before the rest of the ten thousand.
  await expect(oldest.getByText("linux/amd64")).toBeVisible();
  expect(await table.getByRole("row").count()).toBeLessThan(200);

  await page.mouse.move(700, 400);
  await page.mouse.wheel(0, -200 * 40);
  await expect(table.getByRole("row", { name: /^Select 1\.0\.0 / })).toHaveCount(0);
  // While the wheel is still turning, the focused row leaves the view; then the key is pressed again.
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(page.locator("tbody tr:focus")).toBeInViewport();
  }).toPass();
  expect(complaints).toEqual([]);
});

test("on a phone the rows fill the table, with room for the names", async ({ signedInPage: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/r/registry/archive/builds");
  const table = page.getByRole("table", { name: "Tags of archive/builds" });
  const first = table.getByRole("row").nth(1);
  await expect(first.getByRole("link", { name: "10.9.99" })).toBeVisible();
  // The rows below are drawn as one tall cell.
  await expect(table.locator("tbody > tr[aria-hidden]")).toHaveCount(1);
  const widthOf = (locator: Locator) => locator.evaluate((element) => element.getBoundingClientRect().width);
  expect(await widthOf(first)).toBeCloseTo(await widthOf(table), 0);
  expect(await widthOf(first.getByRole("cell").nth(1))).toBeGreaterThan(100);
  const cells = await first.locator("td:visible").evaluateAll((all) => all.map((cell) => cell.clientWidth));
  expect(cells.reduce((sum, width) => sum + width, 0)).toBeCloseTo(await widthOf(table), -1);
});

test("the filter looks at all of ten thousand tags, and a sort orders all of them", async ({ signedInPage: page }) => {
  await page.goto("/r/registry/archive/builds");
  const table = page.getByRole("table", { name: "Tags of archive/builds" });
  const first = table.getByRole("row").nth(1);
  await expect(first).toContainText("10.9.99");
  await page.getByRole("searchbox", { name: "Filter tags" }).fill("3.7.");
  await expect(page.getByText("tags match")).toHaveText("100 tags match");
  await expect(first).toContainText("3.7.99");
  await page.getByRole("button", { name: "Clear search" }).click();
  await expect(first).toContainText("10.9.99");

  await page.getByRole("button", { name: /^Sorted by/ }).click();
  await page.getByRole("menuitemradio", { name: "Version, oldest first" }).click();
  await expect(first).toContainText("1.0.0");
  await page.getByRole("button", { name: /^Sorted by/ }).click();
  await page.getByRole("menuitemradio", { name: "Name, Z to A" }).click();
  await expect(first).toContainText("10.9.99");
  await page.getByRole("button", { name: /^Sorted by/ }).click();
  await page.getByRole("menuitemradio", { name: "Size, largest first" }).click();
  // The order is right once all tags have been read.
  await expect(first).toContainText("3.7.40");
});
