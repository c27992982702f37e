import { expectAccessible } from "./accessibility";
import { expect, test } from "./fixtures";

test("a started console says that it is ready and where it is", async ({ console, request }) => {
  const health = await request.get("/api/health/ready");
  expect(health.status()).toBe(200);
  expect(await health.json()).toMatchObject({ status: "ok" });
  expect(console.output()).toContain(console.url);
});

test("nobody sees anything before signing in", async ({ page, request }) => {
  expect((await request.get("/api/r")).status()).toBe(401);
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
  await expectAccessible(page);
});

test("the admin of the configuration is signed in", async ({ signedInPage: page }) => {
  const registries = await page.request.get("/api/r");
  expect(registries.status()).toBe(200);
  await page.goto("/");
  await expect(page).not.toHaveURL(/\/sign-in/);
});
