import { pullBySkopeo } from "@/lib/testing/pull-by-skopeo";
import { expect, test } from "./fixtures";
import { listEverything, listTagsOf } from "./read-registry";
import { copyImage, skopeo, transport } from "./skopeo";

const repository = "payments/api";
// The samples break it on purpose.
const [brokenRepository, brokenTag] = ["platform/team/ingest", "7"];
const plain = ["--src-tls-verify=false"];

test("one of three tags on a digest goes alone, and a collection frees what its dry run said @every-registry", async ({
  signedInPage: page,
  console,
}) => {
  await page.goto(`/r/local/${repository}/-/tags/2.10`);
  await page.getByRole("button", { name: "Delete tag…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("latest", { exact: true })).toBeVisible();
  await dialog.getByRole("button", { name: "Delete tag 2.10" }).click();
  await expect(page).toHaveURL(new RegExp(`/r/local/${repository}$`));
  const left = await listTagsOf(console.registryUrl, repository);
  expect(left).not.toContain("2.10");
  for (const tag of ["2", "latest", "2.10.0"]) {
    expect(left).toContain(tag);
    await skopeo("inspect", "--tls-verify=false", transport(console.registryUrl, `${repository}:${tag}`));
  }

  await page.getByRole("searchbox", { name: "Filter tags" }).fill("1.0.0");
  await page.getByRole("button", { name: "Actions for 1.0.0", exact: true }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Delete tag 1.0.0" }).click();
  await expect(page.getByRole("link", { name: "1.0.0", exact: true })).toHaveCount(0);
  // Its row disappears before the registry has answered, and the message of the first delete may still be there.
  const message = page.getByRole("status").filter({ hasText: "Deleted tag 1.0.0" });
  await expect(message.getByRole("button", { name: "Undo" })).toBeVisible();

  await page.goto("/clean-up/garbage-collection");
  const newest = page.getByRole("table", { name: "History" }).getByRole("row").nth(1);
  await page.getByRole("button", { name: "Dry run" }).click();
  await expect(newest).toContainText(/Dry run.*Succeeded/);
  await page.getByRole("button", { name: "Collect now…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Collect garbage" }).click();
  await expect(newest).toContainText(/Collect.*Failed: An image is not whole/);
  await expect(page.getByRole("link", { name: `${brokenRepository}:${brokenTag}` })).toBeVisible();
  await expect(page.getByRole("button", { name: "Delete tag…" })).toBeVisible();
  await page.getByRole("button", { name: "Run anyway" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Collect garbage" }).click();
  await expect(newest).toContainText(/Collect.*Succeeded/);

  const { items } = await (await page.request.get("/api/clean-up/garbage-collection/runs")).json();
  const [collected, refused, dryRun] = items;
  expect(refused.reclaimedBytes).toBeNull();
  expect(dryRun.reclaimableBytes).toBeGreaterThan(0);
  expect(collected.reclaimedBytes).toBe(dryRun.reclaimableBytes);
  for (const [name, tags] of await listEverything(console.registryUrl)) {
    const isBroken = name === brokenRepository;
    if (!isBroken) expect(await pullBySkopeo(console.registryUrl, name)).toEqual(tags.sort());
    for (const tag of isBroken ? tags.filter((each) => each !== brokenTag) : []) {
      const pulled = `dir:${test.info().outputPath("pulled")}`;
      await skopeo("copy", "--quiet", "--all", ...plain, transport(console.registryUrl, `${name}:${tag}`), pulled);
    }
  }
});

test("an image that was pushed after the page was opened is not deleted without a second look", async ({
  signedInPage: page,
  console,
}) => {
  const image = (tag: string) => transport(console.registryUrl, `web/storefront:${tag}`);
  // A tag of its own: other journeys count on the samples' tags.
  await copyImage(image("v40"), image("going"));
  await page.goto("/r/local/web/storefront/-/tags/going");
  const open = page.getByRole("button", { name: "Delete tag…" });
  await expect(open).toBeVisible();
  await copyImage(image("v41"), image("going"));
  await open.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("Nothing was deleted.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Delete tag going" })).toBeDisabled();
  await dialog.getByRole("button", { name: "Check again" }).click();
  await dialog.getByRole("button", { name: "Delete tag going" }).click();
  await expect(page).toHaveURL(/\/r\/local\/web\/storefront$/);
  const left = await listTagsOf(console.registryUrl, "web/storefront");
  expect([left.includes("going"), left.includes("v41")]).toEqual([false, true]);
});
