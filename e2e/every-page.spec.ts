import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessibility";
import { expect, test } from "./fixtures";

const pages = [
  { name: "overview", path: "/", ready: "Registries" },
  { name: "repositories", path: "/r/local", ready: "Repositories" },
  { name: "repositories by namespace", path: "/r/local?view=tree", ready: "Repositories" },
  { name: "repository", path: "/r/local/payments/api", ready: "payments/api" },
  { name: "image", path: "/r/local/payments/api/-/tags/latest", ready: "payments/api:latest" },
  { name: "garbage collection", path: "/clean-up/garbage-collection", ready: "Garbage collection" },
  { name: "not found", path: "/r/nowhere", ready: "There is nothing at this address" },
];
const widths = [1440, 1024, 390];

/** Collects what the browser complains about: script errors, and what the content security policy refused. */
function watch(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("404")) complaints.push(message.text());
  });
  return complaints;
}

async function cutTables(page: Page): Promise<(string | null)[]> {
  return page
    .locator("table")
    .evaluateAll((tables: HTMLTableElement[]) =>
      tables
        .filter((table) => table.offsetWidth > (table.parentElement?.clientWidth ?? 0))
        .map((table) => table.getAttribute("aria-label")),
    );
}

for (const { name, path, ready } of pages) {
  test(`the page ${name} fits every width, is accessible in light and dark, and has no error`, async ({
    signedInPage: page,
  }) => {
    const complaints = watch(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await expect(page.getByRole("heading", { name: ready }).first()).toBeVisible();
      await page.waitForLoadState("networkidle");
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(beyond, `pixels beyond ${width}`).toBeLessThanOrEqual(0);
        // A phone may scroll a table sideways; anywhere else a column that doesn't fit would be out of reach.
        if (width > 768) expect(await cutTables(page), `tables cut off at ${width}`).toEqual([]);
      }
      await expectAccessible(page);
    }
    expect(complaints).toEqual([]);
  });
}
