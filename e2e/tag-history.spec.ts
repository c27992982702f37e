import { expectEveryLook } from "./every-look";
import { expect, test } from "./fixtures";
import { copyImage, skopeo, transport } from "./skopeo";

const repository = "zz-journeys/history";

test("a bad push is found in the history of its tag, reverted, and that undone; a delete is found there too @every-registry", async ({
  signedInPage: page,
  console,
}) => {
  const image = (tag: string) => transport(console.registryUrl, `${repository}:${tag}`);
  const digestOf = async () => JSON.parse(await skopeo("inspect", "--tls-verify=false", image("latest"))).Digest;
  const push = async (version: string) => {
    await copyImage(transport(console.registryUrl, `web/storefront:${version}`), image("latest"));
    return digestOf();
  };
  const good = await push("v39");
  await page.goto(`/r/local/${repository}/-/tags/latest?tab=history`);
  const moves = page.getByRole("list", { name: "Tag moves" }).getByRole("listitem");
  await expect(moves).toHaveCount(1);
  await expect(moves.first()).toContainText("Pushed with skopeo");
  const bad = await push("v40");
  await expect(moves).toHaveCount(2);
  await expect(page.getByText("latest has moved since the console last checked.")).toBeVisible();
  await expectEveryLook(page);
  await page.reload();

  const short = (digest: string) => digest.replace("sha256:", "").slice(0, 12);
  await moves
    .first()
    .getByRole("button", { name: `Revert to ${short(good)}` })
    .click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("All of its parts are in the registry.")).toBeVisible();
  await expect(dialog.getByText("No tag points to it afterwards.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expectEveryLook(page);
  await dialog.getByRole("button", { name: "Revert latest" }).click();
  await expect(page.getByText(`latest points to ${short(good)} again`)).toBeVisible();
  expect(await digestOf()).toBe(good);
  await expect(moves.first()).toContainText("Reverted here by admin");
  await expect(page.getByText("has moved since the console last checked")).toHaveCount(0);
  await skopeo(
    "copy",
    "--quiet",
    "--all",
    "--src-tls-verify=false",
    image("latest"),
    `dir:${test.info().outputPath("good")}`,
  );

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(`latest points to ${short(bad)}, as before`)).toBeVisible();
  expect(await digestOf()).toBe(bad);
  await expect(moves).toHaveCount(4);

  await page.getByRole("button", { name: "Delete tag…" }).click();
  await dialog.getByRole("button", { name: "Delete tag latest" }).click();
  await expect(page.getByText("Deleted tag latest")).toBeVisible();
  await page.goto(`/r/local/${repository}/-/tags/latest`);
  await expect(page.getByRole("heading", { name: "History of latest" })).toBeVisible();
  await expect(moves.first()).toContainText("Deleted here by admin");
  await expectEveryLook(page);
  await page.getByRole("link", { name: "Deleted here" }).click();
  await page.getByRole("button", { name: "Restore all" }).click();
  await expect(page.getByRole("button", { name: /^Restore (all|the rest)/ })).toHaveCount(0);
  expect(await digestOf()).toBe(bad);
});

test("a tag that somebody else deleted is put back from its history", async ({ signedInPage: page, console }) => {
  const image = (tag: string) => transport(console.registryUrl, `${repository}:${tag}`);
  await copyImage(transport(console.registryUrl, "web/storefront:v41"), image("elsewhere"));
  const { Digest: digest } = JSON.parse(await skopeo("inspect", "--tls-verify=false", image("elsewhere")));
  await page.goto(`/r/local/${repository}/-/tags/elsewhere?tab=history`);
  await expect(page.getByText("Pushed with skopeo")).toBeVisible();
  await skopeo("delete", "--tls-verify=false", image("elsewhere"));
  await expect(page.getByRole("heading", { name: "History of elsewhere" })).toBeVisible();
  await page.getByRole("button", { name: /^Restore/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Restore elsewhere" }).click();
  await expect(page.getByText(/elsewhere points to \w+ again/)).toBeVisible();
  await expect(page.getByText("Reverted here by admin")).toBeVisible();
  expect(JSON.parse(await skopeo("inspect", "--tls-verify=false", image("elsewhere"))).Digest).toBe(digest);
});
