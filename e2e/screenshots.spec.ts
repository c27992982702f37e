import { expect, test } from "./fixtures";

// Makes the pictures of the README from the samples: SCREENSHOTS=1 npx playwright test e2e/screenshots.spec.ts
test.skip(!process.env.SCREENSHOTS, "SKIPPED: only when the README needs new pictures, with SCREENSHOTS=1");

const pages = [
  { name: "tags", path: "/r/local/payments/api", ready: "2.10.0" },
  { name: "image", path: "/r/local/payments/api/-/tags/latest", ready: "COPY" },
];

for (const { name, path, ready } of pages)
  for (const colorScheme of ["light", "dark"] as const)
    test(`${name}, ${colorScheme}`, async ({ signedInPage: page }) => {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto(path);
      await expect(page.getByText(ready).first()).toBeVisible();
      await page.waitForLoadState("networkidle");
      await page.screenshot({ path: `docs/screenshots/${name}-${colorScheme}.png` });
    });
