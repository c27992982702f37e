import type { Page } from "@playwright/test";
import { expectEveryLook } from "./every-look";
import { expect, test } from "./fixtures";
import { openSearch } from "./open-search";
import { signIn } from "./sign-in-request";
import { watchComplaints } from "./watch-complaints";

type Shown = {
  name: string;
  path: string;
  /** A text that is visible when the page is complete. */
  ready: string | RegExp;
  /** Opens the part of the page that is examined. */
  open?: (page: Page) => Promise<void>;
};

const image = "/r/local/payments/api/-/tags/latest";
const index = "/r/local/payments/worker/-/tags/latest";
const press = (name: string) => (page: Page) => page.getByRole("button", { name }).click();

const search = (query: string) => async (page: Page) => {
  await openSearch(page);
  await page.getByRole("combobox", { name: "Search" }).fill(query);
};

const pages: Shown[] = [
  { name: "API reference", path: "/api-reference", ready: "The tags of a repository" },
  { name: "overview", path: "/", ready: "Lists its repositories" },
  { name: "repositories", path: "/r/local", ready: "web/storefront" },
  { name: "repositories by namespace", path: "/r/local?view=tree", ready: "web" },
  { name: "an empty search", path: "/r/local?query=nothing-like-it", ready: /No repository matches/ },
  { name: "repository", path: "/r/local/payments/api", ready: "2.10.0" },
  { name: "an empty filter", path: "/r/local/payments/api?query=nothing-like-it", ready: /No tag matches/ },
  { name: "layers", path: image, ready: "COPY" },
  { name: "config", path: `${image}?tab=config`, ready: "Run configuration" },
  { name: "manifest", path: `${image}?tab=manifest`, ready: "Download exact bytes" },
  { name: "referrers", path: "/r/local/platform/gateway/-/tags/3.2.0?tab=referrers", ready: "application/spdx+json" },
  { name: "signatures", path: "/r/local/web/storefront/-/tags/v41?tab=referrers", ready: "Signatures" },
  {
    name: "no referrers",
    path: "/r/local/platform/team/tools/cli/-/tags/1.1?tab=referrers",
    ready: "Nothing is attached to this image",
  },
  {
    name: "history of a tag",
    path: `${image}?tab=history`,
    ready: /pointed to the same image|Recording began/,
  },
  { name: "layers of an index", path: index, ready: "COPY" },
  { name: "platforms", path: `${index}?tab=platforms`, ready: "linux/arm64" },
  { name: "Helm chart", path: "/r/local/charts/payments/-/tags/0.2.0", ready: "App version" },
  { name: "files of an artifact", path: "/r/local/models/fraud-scoring/-/tags/champion", ready: "model.onnx" },
  { name: "broken image", path: "/r/local/platform/team/ingest/-/tags/7", ready: /problems? with this image/ },
  { name: "delete dialog", path: image, ready: "Frees", open: press("Delete tag…") },
  {
    name: "plan of a deletion",
    path: "/r/local/payments/api",
    ready: "Show all items",
    open: async (page) => {
      await page.getByRole("checkbox", { name: "Select all" }).check();
      await page.getByRole("button", { name: /^Delete \d+ tags/ }).click();
    },
  },
  { name: "registry doctor", path: "/doctor", ready: "The index lists linux/arm64" },
  { name: "stale", path: "/clean-up/stale", ready: "What you may want to delete" },
  { name: "policies", path: "/clean-up/policies", ready: "Protected tags" },
  { name: "new policy", path: "/clean-up/policies/new", ready: "Select Preview to see what this policy would delete" },
  { name: "trash", path: "/clean-up/trash", ready: /deleted through this console/ },
  { name: "garbage collection", path: "/clean-up/garbage-collection", ready: "Succeeded" },
  { name: "a run", path: "/clean-up/garbage-collection", ready: "Download log", open: press("Log #1") },
  {
    name: "collect dialog",
    path: "/clean-up/garbage-collection",
    ready: "Removed data can't be restored.",
    open: press("Collect now…"),
  },
  { name: "access", path: "/settings/access", ready: "You are an administrator and may do everything." },
  { name: "settings of the registries", path: "/settings/registries", ready: /set this up automatically/ },
  { name: "search, nothing typed", path: image, ready: "Copy digest", open: search("") },
  { name: "search", path: "/r/local/payments/api", ready: /^on \d+ tags/, open: search("api") },
  { name: "search without a result", path: "/", ready: /No results for/, open: search("nothing-like-it") },
  { name: "an unknown registry", path: "/r/nowhere", ready: "Page not found" },
  { name: "an unknown repository", path: "/r/local/no/such", ready: /could not be loaded/ },
  { name: "an unknown tag", path: "/r/local/payments/api/-/tags/none", ready: "Tag not found" },
];

test.describe.configure({ mode: "parallel" });

test.beforeAll("the history has a run", async ({ console, playwright }) => {
  const request = await playwright.request.newContext({ baseURL: console.url });
  await signIn(request, console);
  const runs = "/api/clean-up/garbage-collection/runs";
  const started = await request.post(runs, {
    headers: { origin: console.url },
    data: { registry: "local", dryRun: true, removeUntagged: false },
  });
  const { id } = await started.json();
  await expect.poll(async () => (await (await request.get(`${runs}/${id}`)).json()).state).toBe("succeeded");
  await request.dispose();
});

for (const { name, path, ready, open } of pages) {
  test(`${name}: it fits every width, is accessible in light and dark, and has no error`, async ({
    signedInPage: page,
  }) => {
    const complaints = watchComplaints(page);
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    await open?.(page);
    await expect(page.getByText(ready).filter({ visible: true }).first()).toBeVisible();
    await page.waitForLoadState("networkidle");
    await expectEveryLook(page);
    expect(complaints).toEqual([]);
  });
}

test("sign-in: it fits every width, and is accessible in light and dark", async ({ page }) => {
  await page.goto("/sign-in");
  await page.waitForLoadState("networkidle");
  await expectEveryLook(page);
  await page.getByLabel("User name").fill("nobody");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Wrong user name or password.")).toBeVisible();
  await expectEveryLook(page);
});
