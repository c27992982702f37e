import { expectEveryLook } from "./every-look";
import { expect, test } from "./fixtures";
import { listTagsOf } from "./read-registry";
import { copyImage, transport } from "./skopeo";

const repository = "zz-journeys/policy";

const policy = (tag: string) => `name: Only the newest
registry: local
repositories:
  include: ["${repository}"]
keep:
  newest:
    - count: 1
      per: minor
  matching:
    globs: ["${tag}"]
mostPercent: 60
`;

test("a policy is looked at with its reasons, run, and undone as a whole", async ({ signedInPage: page, console }) => {
  const tags = ["1.0.0", "1.0.1", "1.0.2", "1.1.0", "stable"];
  for (const tag of tags)
    await copyImage(
      transport(console.registryUrl, "web/storefront:v40"),
      transport(console.registryUrl, `${repository}:${tag}`),
    );
  await page.goto(`/r/local/${repository}`);
  await expect(page.getByRole("row", { name: "Select 1.1.0 " })).toContainText("linux/amd64");

  await page.getByRole("link", { name: "Policies", exact: true }).click();
  await page.getByRole("link", { name: "New policy" }).click();
  await page.getByRole("button", { name: "YAML", exact: true }).click();
  await page.getByLabel("The policy, as YAML").fill(policy("stable"));
  await page.getByRole("button", { name: "Preview" }).click();
  const verdicts = page.getByRole("table", { name: "Preview" });
  const row = (tag: string) => verdicts.getByRole("row", { name: new RegExp(`^${tag} `) });
  await expect(row("1.0.1")).toContainText("not the newest of 1.0.x");
  await page.getByRole("button", { name: "Form", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Include", exact: true })).toHaveValue(repository);
  await expect(page.getByRole("spinbutton", { name: "How many" })).toHaveValue("1");
  await page.getByRole("button", { name: "Keep newest…" }).click();
  await page.getByRole("button", { name: "Remove rule" }).last().click();
  await expect(page.getByRole("button", { name: "Keep newest…" })).toBeFocused();
  await page.getByRole("button", { name: "All", exact: true }).click();
  await expect(row("1.0.2")).toContainText("newest of 1.0.x");
  await expect(row("stable")).toContainText("matches a pattern to keep");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Only the newest" })).toBeVisible();

  await page.getByRole("button", { name: "Preview" }).click();
  await expect(row("1.0.1")).toBeVisible();
  await expectEveryLook(page);
  await page.getByRole("button", { name: "Run now" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete 2 tags" }).click();
  await expect(page.getByText("done", { exact: true })).toBeVisible();
  expect(await listTagsOf(console.registryUrl, repository)).toEqual(["1.0.2", "1.1.0", "stable"]);
  await expectEveryLook(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => listTagsOf(console.registryUrl, repository)).toEqual(tags);
  await expect(page.getByText("everything restored")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0);
  await page.getByRole("link", { name: "in one repository" }).click();
  await expect(page.getByRole("heading", { name: "Run of “Only the newest”" })).toBeVisible();
  const deleted = page.getByRole("table", { name: "Deletions by repository" });
  await expect(deleted.getByRole("row", { name: repository })).toBeVisible();
  await expectEveryLook(page);
  await deleted.getByRole("link", { name: repository }).click();
  await expect(page.getByRole("heading", { name: `Deletion in ${repository}` })).toBeVisible();
});

test("a protected tag can't be deleted until the protection is lifted", async ({ signedInPage: page, console }) => {
  const image = (tag: string) => transport(console.registryUrl, `zz-journeys/protected:${tag}`);
  await copyImage(transport(console.registryUrl, "web/storefront:v40"), image("keep-me"));
  await page.goto("/clean-up/policies");
  await page.getByRole("textbox", { name: "Repositories" }).fill("zz-journeys/*");
  await page.getByRole("textbox", { name: "Tags" }).fill("keep-*");
  await page.getByRole("button", { name: "Protect" }).click();
  await expect(page.getByText("zz-journeys/*:keep-*")).toBeVisible();
  await page.goto("/r/local/zz-journeys/protected/-/tags/keep-me");
  await page.getByRole("button", { name: "Delete tag…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/The tag is protected/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Delete tag keep-me" })).toBeDisabled();
  await page.goto("/clean-up/policies");
  await page.getByRole("button", { name: "Remove keep-*" }).click();
  await page.goto("/r/local/zz-journeys/protected/-/tags/keep-me");
  await page.getByRole("button", { name: "Delete tag…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete tag keep-me" }).click();
  await expect(page.getByText("Deleted tag keep-me")).toBeVisible();
});
