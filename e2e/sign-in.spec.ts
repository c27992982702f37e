import { expect, test } from "./fixtures";

test.use({ start: { samples: false } });

test("a person signs in, is told when the password is wrong, and comes back to where they wanted to go", async ({
  page,
  console,
}) => {
  await page.goto("/clean-up/garbage-collection");
  await page.getByLabel("User name").fill(console.username);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Wrong user name or password.")).toBeVisible();
  await page.getByLabel("Password").fill(console.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Garbage collection" })).toBeVisible();
});

test("a session that was signed out is dead, also as a copied cookie", async ({ signedInPage: page, context }) => {
  await page.goto("/");
  const copied = await context.cookies();
  await page.getByRole("button", { name: /admin/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await context.addCookies(copied);
  expect((await page.request.get("/api/r")).status()).toBe(401);
});

test("a viewer sees everything and can change nothing", async ({ signedInPage: page, browser, console }) => {
  const viewer = { username: "vic", password: "a password for looking" };
  const created = await page.request.post("/api/settings/people", {
    headers: { origin: console.url },
    data: { ...viewer, role: "viewer" },
  });
  expect(created.ok(), await created.text()).toBe(true);
  const theirs = await (await browser.newContext({ baseURL: console.url })).newPage();
  await theirs.goto("/sign-in");
  await theirs.getByLabel("User name").fill(viewer.username);
  await theirs.getByLabel("Password").fill(viewer.password);
  await theirs.getByRole("button", { name: "Sign in" }).click();
  await expect(theirs.getByRole("heading", { name: "Overview" })).toBeVisible();
  await theirs.goto("/clean-up/garbage-collection");
  await expect(
    theirs.getByText("Only administrators and owners of the whole registry can start a run.").first(),
  ).toBeVisible();
  const refused = await theirs.request.post("/api/clean-up/garbage-collection/runs", {
    headers: { origin: console.url },
    data: { registry: "local", dryRun: true, removeUntagged: false },
  });
  expect([refused.status(), (await refused.json()).type]).toEqual([403, "/problems/forbidden"]);
});

test("a request from another site changes nothing", async ({ signedInPage: page }) => {
  const refused = await page.request.post("/api/clean-up/garbage-collection/runs", {
    headers: { origin: "https://evil.example" },
    data: { registry: "local", dryRun: true, removeUntagged: false },
  });
  expect([refused.status(), (await refused.json()).type]).toEqual([403, "/problems/cross-origin"]);
});
