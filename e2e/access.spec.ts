import { expect, test } from "./fixtures";
import { signIn } from "./sign-in-request";

test("an administrator grants a team its repositories, and a member of it sees these and what is missing", async ({
  signedInPage: page,
  console,
  browser,
}) => {
  const dan = { username: "dan", password: "correct horse battery staple" };
  const headers = { origin: console.url };
  await page.request.post("/api/settings/people", { headers, data: { ...dan, role: "member" } });
  const context = await browser.newContext({ baseURL: console.url });
  await signIn(context.request, { url: console.url, ...dan });
  const theirs = await context.newPage();
  await theirs.goto("/");
  await expect(theirs.getByText("You don't have access to a registry yet.")).toBeVisible();

  await page.goto("/settings/access");
  await page.getByLabel("Name", { exact: true }).fill("shop");
  await page.getByLabel("Members", { exact: true }).fill("dan");
  await page.getByRole("button", { name: "Create team" }).click();
  await expect(page.getByLabel("Members of shop")).toHaveValue("dan");
  await page.getByRole("button", { name: "For: Person" }).click();
  await page.getByRole("menuitemradio", { name: "Team" }).click();
  await page.getByLabel("Team", { exact: true }).fill("shop");
  await page.getByRole("button", { name: "Role: Reader" }).click();
  await page.getByRole("menuitemradio", { name: "Maintainer" }).click();
  await page.getByLabel("Repositories", { exact: true }).fill("web/**");
  await page.getByLabel("Repositories", { exact: true }).press("Enter");
  await expect(page.getByRole("button", { name: "Remove team shop web/**" })).toBeVisible();

  await theirs.goto("/r/local");
  await expect(theirs.getByText("1 repository", { exact: true })).toBeVisible();
  await theirs.goto("/r/local/payments/api");
  await expect(theirs.getByText("Local has no repository payments/api.")).toBeVisible();
  await theirs.goto("/r/local/web/storefront");
  await expect(theirs.getByRole("button", { name: "Actions for v40", exact: true })).toBeVisible();
  await theirs.goto("/storage");
  await expect(theirs.getByText("It shows all of Local.")).toBeVisible();
  await theirs.getByRole("link", { name: "Your access" }).click();
  await expect(theirs.getByText("by team shop")).toBeVisible();

  await page.getByRole("button", { name: "Remove team shop web/**" }).click();
  await expect(page.getByText("No grants.")).toBeVisible();
  await theirs.reload();
  await expect(theirs.getByText("Nothing is granted to you yet.")).toBeVisible();
  await context.close();
});
