import type { APIRequestContext } from "@playwright/test";
import { expect, test } from "./fixtures";

const storagePath = "/api/r/local/storage";
const runsPath = "/api/clean-up/garbage-collection/runs";

/** Runs the registry's own collector until it finishes, and returns what it reported. */
async function runCollector(request: APIRequestContext, origin: string, dryRun: boolean) {
  // The samples break one image on purpose.
  const data = { registry: "local", dryRun, removeUntagged: false, acceptBroken: true };
  const { id } = await (await request.post(runsPath, { headers: { origin }, data })).json();
  const read = async () => (await request.get(`${runsPath}/${id}`)).json();
  await expect.poll(async () => (await read()).state).toBe("succeeded");
  return read();
}

test("what is deleted is reclaimable, by as much as the collector says, until it is collected @every-registry", async ({
  signedInPage: page,
  console,
}) => {
  const { request } = page;
  const totals = async () => (await (await request.get(storagePath)).json()).totals;
  await runCollector(request, console.url, false);
  await page.goto("/storage");
  await expect(page.getByText(/^in \d+ repositories/)).toBeVisible();
  await expect.poll(async () => (await totals()).deletedBytes).toBe(0);
  const { sizeBytes, uniqueBytes, sharedBytes } = await totals();
  expect(uniqueBytes + sharedBytes).toBe(sizeBytes);

  const before = await runCollector(request, console.url, true);
  const oldest = "/api/r/local/payments/api/-/tags?query=1.&sort=semver&order=asc&limit=1";
  const [{ tag, digest }] = (await (await request.get(oldest)).json()).items;
  const headers = { origin: console.url, "if-match": `"${digest}"` };
  expect((await request.delete(`/api/r/local/payments/api/-/tags/${tag}`, { headers })).status()).toBe(204);
  const collect = page.getByRole("link", { name: "garbage collection", exact: true });
  await expect(collect).toBeVisible();
  const after = await runCollector(request, console.url, true);
  expect((await totals()).deletedBytes).toBe(after.reclaimableBytes - before.reclaimableBytes);

  await runCollector(request, console.url, false);
  await expect(collect).toHaveCount(0);
  expect((await totals()).deletedBytes).toBe(0);
});

test("the picture of the repositories is gone through by the arrow keys", async ({ signedInPage: page }) => {
  await page.goto("/storage?by=size");
  const picture = page.getByRole("list", { name: "Repositories by size" });
  const tiles = picture.getByRole("link");
  await expect(tiles.first()).toBeVisible();
  const largest = picture.getByRole("link", { name: /payments\/api: / });
  await largest.focus();
  await page.keyboard.press("ArrowRight");
  await expect(largest).not.toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(largest).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/r\/local\/payments\/api$/);
});
