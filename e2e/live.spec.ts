import type { Page } from "@playwright/test";
import { type RunningConsole, startConsole } from "./console";
import { expect, test } from "./fixtures";
import { closedDoor } from "./held-registry";
import { signIn } from "./sign-in-request";
import { copyImage, transport } from "./skopeo";

const repository = "team/live";
const push = (console: RunningConsole, from: string, tag: string) =>
  copyImage(transport(console.registryUrl, from), transport(console.registryUrl, `${repository}:${tag}`));

async function openRepository(page: Page, console: RunningConsole) {
  await push(console, "web/storefront:v40", "1.0.0");
  const following = page.waitForResponse((response) => response.url().endsWith("/api/events"));
  await page.goto(`/r/local/${repository}`);
  await following;
  const table = page.getByRole("table", { name: `Tags of ${repository}` });
  await expect(table.getByRole("link", { name: "1.0.0" }).first()).toBeVisible();
  return table;
}

test("a push by another client appears on the open page by itself, and a retag moves its row", async ({
  signedInPage: page,
  console,
}) => {
  const table = await openRepository(page, console);
  await push(console, "web/storefront:v41", "1.1.0");
  await expect(table.getByRole("row", { name: /^Select 1\.1\.0 / })).toContainText("linux/amd64");

  const retagged = table.getByRole("row", { name: /^Select 1\.0\.0 / });
  await expect(retagged).not.toContainText("1.1.0");
  await push(console, "web/storefront:v41", "1.0.0");
  await expect(retagged).toContainText("1.1.0");
});

test("nothing moves under the cursor: what is new waits until it is asked for", async ({
  signedInPage: page,
  console,
}) => {
  const table = await openRepository(page, console);
  const first = table.getByRole("row").nth(1);
  await first.hover();
  const before = await first.getByRole("link").first().textContent();
  await push(console, "web/storefront:v40", "9.9.9");
  await page.getByRole("button", { name: "Tags have changed" }).click();
  await expect(first.getByRole("link").first()).toHaveText("9.9.9");
  expect(before).not.toBe("9.9.9");
});

test("nothing moves under the cursor either where the list came only after a failure", async ({ page, console }) => {
  await push(console, "web/storefront:v40", "1.0.0");
  const door = await closedDoor(console.registryUrl);
  const late = await startConsole({ env: { REGISTRY_URL: door.url }, until: "live" });
  await signIn(page.request, late);
  await page.goto(`${late.url}/r/registry/${repository}`);
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  await door.open();
  await page.getByRole("button", { name: "Try again" }).click();
  const first = page
    .getByRole("table", { name: `Tags of ${repository}` })
    .getByRole("row")
    .nth(1);
  await first.hover();
  await push(console, "web/storefront:v41", "99.0.0");
  await page.request.post(`${late.url}/api/r/registry/index`, { headers: { origin: late.url } });
  await page.getByRole("button", { name: "Tags have changed" }).click();
  await expect(first.getByRole("link").first()).toHaveText("99.0.0");
  await late.remove();
  await door.close();
});

test("an image page follows its tag, and says that it was moved", async ({ signedInPage: page, console }) => {
  await push(console, "web/storefront:v40", "3.0.0");
  const following = page.waitForResponse((response) => response.url().endsWith("/api/events"));
  await page.goto(`/r/local/${repository}/-/tags/3.0.0`);
  await following;
  const moved = page.getByRole("main").getByRole("status").filter({ hasText: "3.0.0 has moved since" });
  await expect(page.getByRole("table", { name: "Steps and layers" })).toBeVisible();
  await expect(moved).toHaveCount(0);
  await push(console, "web/storefront:v41", "3.0.0");
  const before = await moved.getByRole("link").getAttribute("href");
  await page.goto(before ?? "");
  await expect(page.getByRole("main")).toContainText("v40");
});
