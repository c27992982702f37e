import { expectEveryLook } from "./every-look";
import { expect, test } from "./fixtures";

test.use({ start: { samples: false, env: { ADMIN_USERNAME: "", ADMIN_PASSWORD: "" } } });

test("the first start prints a link that creates the administrator, once", async ({ page, console }) => {
  const link = /http:\S+\/set-up\?token=\S+/.exec(console.output())?.[0] ?? "";
  await page.goto(link);
  await page.waitForLoadState("networkidle");
  await expectEveryLook(page);
  await page.getByLabel("User name").fill("ada");
  await page.getByLabel("Password", { exact: true }).fill("a password of some length");
  await page.getByLabel(/again|repeat/i).fill("a password of some length");
  await page.getByRole("button", { name: /create/i }).click();
  await expect(page.getByRole("heading", { name: /Overview|Sign in/ })).toBeVisible();
  const again = await page.request.post("/api/set-up", {
    headers: { origin: console.url },
    data: {
      token: new URL(link).searchParams.get("token"),
      username: "eve",
      password: "another password of length",
    },
  });
  expect(again.status()).toBeGreaterThanOrEqual(400);
});
