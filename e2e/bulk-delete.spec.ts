import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expectEveryLook } from "./every-look";
import { expect, test } from "./fixtures";
import { untilRowsListen } from "./listening";
import { listTagsOf } from "./read-registry";
import { copyImage, skopeo, transport } from "./skopeo";
import { needsProgram } from "./stock-registry";
import { writeImages } from "./write-images";

const digestOf = async (url: string, image: string): Promise<string> =>
  JSON.parse(await skopeo("inspect", "--tls-verify=false", transport(url, image))).Digest;

// Reading or deleting thousands of tags takes long.
const thousandsMs = 600_000;

const bar = (page: Page) => page.getByRole("region", { name: "Selected tags" });

test("tags that are selected go after a look at the plan, and come back by Undo @every-registry", async ({
  signedInPage: page,
  console,
}) => {
  const repository = "zz-journeys/bulk";
  const tags = ["a1", "a2", "a3", "a4", "stays"];
  for (const tag of tags)
    await copyImage(
      transport(console.registryUrl, `web/storefront:${tag === "a4" ? "v39" : "v40"}`),
      transport(console.registryUrl, `${repository}:${tag}`),
    );
  const before = await digestOf(console.registryUrl, `${repository}:a4`);
  await page.goto(`/r/local/${repository}?sort=tag`);
  const row = (name: string) => page.getByRole("row", { name: `Select ${name} ` });
  await expect(row("stays")).toBeVisible();

  // By keyboard alone: selects the first row and, with Shift, all rows down to the fourth.
  await untilRowsListen(page);
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  for (const key of ["j", "j", "j", "Shift+X"]) await page.keyboard.press(key);
  await expect(bar(page)).toContainText("4 tags selected");
  await page.keyboard.press("d");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("1 other tag of this repository")).toBeVisible();
  await expect(dialog.getByText("The manifests of 3 tags, because something else uses them.")).toBeVisible();
  await dialog.getByRole("button", { name: "Delete 4 tags" }).click();
  // If the deletion takes more than two seconds, the console opens the deletion's page, which offers the same.
  const undo = page.getByRole("button", { name: "Undo" }).or(page.getByRole("button", { name: "Restore all" }));
  await expect(undo).toBeVisible();
  expect(await listTagsOf(console.registryUrl, repository)).toEqual(["stays"]);
  await skopeo("inspect", "--tls-verify=false", transport(console.registryUrl, `${repository}:stays`));
  await expect(bar(page)).toHaveCount(0);

  await undo.click();
  await expect.poll(async () => (await listTagsOf(console.registryUrl, repository)).sort()).toEqual(tags);
  expect(await digestOf(console.registryUrl, `${repository}:a4`)).toBe(before);
  await skopeo(
    "copy",
    ...["--quiet", "--all", "--src-tls-verify=false"],
    transport(console.registryUrl, `${repository}:a4`),
    `dir:${test.info().outputPath("pulled")}`,
  );
  await page.goto(`/r/local/${repository}`);
  await expect(row("a4")).toBeVisible();
});

test("one tag is put back from the trash, which says until when that works", async ({
  signedInPage: page,
  console,
}) => {
  const image = (tag: string) => transport(console.registryUrl, `zz-journeys/trash:${tag}`);
  for (const tag of ["gone", "stays"])
    await copyImage(transport(console.registryUrl, "web/storefront:v40"), image(tag));
  const digest = await digestOf(console.registryUrl, "zz-journeys/trash:gone");
  await page.goto("/r/local/zz-journeys/trash/-/tags/gone");
  await page.getByRole("button", { name: "Delete tag…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete tag gone" }).click();
  await expect(page.getByText("You can undo this until the next garbage collection.")).toBeVisible();
  await page.getByRole("link", { name: "Trash", exact: true }).first().click();
  await page.getByRole("searchbox", { name: /Filter by tag/ }).fill("zz-journeys/trash");
  await expect(page.getByRole("row")).toHaveCount(2);
  await expectEveryLook(page);
  await page.getByRole("button", { name: "Restore gone" }).click();
  await expect(page.getByText("No deleted tag matches")).toBeVisible();
  expect(await digestOf(console.registryUrl, "zz-journeys/trash:gone")).toBe(digest);
});

test("a thousand tags that match a filter go, rest when cancelled, and go on to the end", async ({
  signedInPage: page,
  console,
  registry,
}) => {
  test.skip(registry?.kind !== "binary", needsProgram);
  const repository = "zz-journeys/thousands";
  // So many that a fast machine is not done before it is told to stop.
  const images = Array.from({ length: 1_000 }, (_, at) => ({ content: `thousands ${at}`, tags: [`pr-${at}`] }));
  writeImages(join(console.dataDir, "registry/storage"), repository, [
    ...images,
    { content: "thousands", tags: ["main"] },
  ]);
  await page.goto(`/r/local/${repository}?query=pr-`);
  await expect(page.getByText("1,000 tags match")).toBeVisible();
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await expect(bar(page)).toContainText("1,000 tags selected");
  await bar(page).getByRole("button", { name: "Delete 1,000 tags" }).click();
  const dialog = page.getByRole("dialog");
  const button = dialog.getByRole("button", { name: "Delete 1,000 tags" });
  // Tags that the index has not read yet are read for the plan.
  await expect(dialog.getByText("1 other tag of this repository")).toBeVisible({ timeout: thousandsMs });
  await expect(button).toBeDisabled();
  await dialog.getByRole("textbox", { name: "Type 1000" }).fill("1000");
  await button.click();
  await expect(page).toHaveURL(/\/clean-up\/deletions\//);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("Cancelled", { exact: true })).toBeVisible();
  await expectEveryLook(page);
  const left = (await listTagsOf(console.registryUrl, repository)).length;
  expect(left).toBeGreaterThan(1);
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByText("Done", { exact: true })).toBeVisible({ timeout: thousandsMs });
  expect(await listTagsOf(console.registryUrl, repository)).toEqual(["main"]);
});
