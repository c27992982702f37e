import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { startConsole } from "./console";
import { expectEveryLook } from "./every-look";
import { test as base, expect } from "./fixtures";
import { listTagsOf } from "./read-registry";
import { signIn } from "./sign-in-request";
import { skopeo, transport } from "./skopeo";
import { needsProgram, type StockRegistry, startStockRegistry } from "./stock-registry";
import { writeImages } from "./write-images";

const folderOf = ({ storageDir }: StockRegistry, repository: string) =>
  join(storageDir, "docker/registry/v2/repositories", repository);

/** Removes the manifest of a tag, as a crash, a full disk or an interrupted copy does. */
function lose(registry: StockRegistry, repository: string, tag: string): void {
  const folder = join(folderOf(registry, repository), "_manifests");
  const digest = readFileSync(join(folder, "tags", tag, "current/link"), "utf8");
  rmSync(join(folder, "revisions", ...digest.split(":")), { recursive: true });
}

const test = base.extend<object, { damaged: StockRegistry }>({
  damaged: [
    async ({ registry: program }, use) => {
      const registry = await startStockRegistry(program);
      const images = [
        { content: "crane", tags: ["1.0"] },
        { content: "lost", tags: ["1.1", "latest"] },
      ];
      writeImages(registry.storageDir, "harbour/crane", images);
      lose(registry, "harbour/crane", "latest");
      for (const left of ["_layers", "_manifests/tags"])
        mkdirSync(join(folderOf(registry, "harbour/left"), left), { recursive: true });
      await use(registry);
      await registry.close();
    },
    { scope: "worker" },
  ],
  console: [
    async ({ damaged }, use) => {
      const running = await startConsole({ env: { REGISTRY_URL: damaged.url } });
      await use(running);
      await running.remove();
    },
    { scope: "worker", timeout: 300_000 },
  ],
});

test.skip(({ registry }) => registry?.kind !== "binary", needsProgram);

const finding = (page: Page, name: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) });

test("a viewer is told what is wrong, and offered no repair", async ({ signedInPage: page, console, browser }) => {
  const viewer = { username: `viewer-${randomUUID().slice(0, 8)}`, password: "correct horse battery staple" };
  const headers = { origin: console.url };
  await page.request.post("/api/settings/people", { headers, data: { ...viewer, role: "viewer" } });
  const context = await browser.newContext({ baseURL: console.url });
  await signIn(context.request, { url: console.url, ...viewer });
  const theirs = await context.newPage();
  await theirs.goto("/doctor");
  await expect(finding(theirs, "Dangling tags")).toContainText("2 tags point to a missing manifest.");
  await expect(finding(theirs, "Deletes").getByText("OK")).toBeAttached();
  await expect(theirs.getByRole("button", { name: /^(Delete|Hide|Index again)/ })).toHaveCount(0);
  await context.close();
});

test("what is wrong with a damaged registry is found and repaired, and nothing else goes @every-registry", async ({
  signedInPage: page,
  console,
  damaged,
}) => {
  await page.goto("/");
  await page.getByRole("link", { name: /^Show details/ }).click();
  await expect(page.getByRole("heading", { name: "Registry doctor" })).toBeVisible();
  const dangling = finding(page, "Dangling tags");
  await expect(dangling).toContainText("2 tags point to a missing manifest.");
  await expect(dangling).toContainText("Pulls fail as if the tag did not exist.");
  await expect(finding(page, "Empty repositories")).toContainText("1 repository has no tags.");
  await expect(finding(page, "Reachable")).toContainText("Responds at");
  await expectEveryLook(page);

  await dangling.getByRole("button", { name: "Delete 2 tags" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("1.1", { exact: true })).toBeVisible();
  await expect(dialog.getByText("latest", { exact: true })).toBeVisible();
  await expect(dialog.getByText("2 tags point to missing manifests, so they can't be restored.")).toBeVisible();
  await dialog.getByRole("button", { name: "Delete 2 tags" }).click();
  await expect(page.getByText("Nothing to restore, because these tags point to missing manifests.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0);
  await expect(dangling).toContainText("Every indexed tag has its manifest.");
  expect(await listTagsOf(damaged.url, "harbour/crane")).toEqual(["1.0"]);
  await skopeo("inspect", "--tls-verify=false", transport(console.registryUrl, "harbour/crane:1.0"));

  await finding(page, "Empty repositories").getByRole("button", { name: "Hide" }).click();
  await expect(finding(page, "Empty repositories")).toContainText("Every listed repository has tags.");
  await page.goto("/r/registry");
  await expect(page.getByRole("link", { name: "harbour/crane" })).toBeVisible();
  await expect(page.getByRole("link", { name: "harbour/left" })).toHaveCount(0);
});

test("a registry that goes away is told by another look, and nothing that it was asked is called well", async ({
  signedInPage: page,
  damaged,
}) => {
  await page.goto("/doctor");
  await expect(finding(page, "Authentication").getByText("OK")).toBeAttached();
  await damaged.close();
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(finding(page, "Reachable")).toContainText("the connection was refused");
  for (const name of ["Authentication", "Clock", "Version", "Pushes", "Deletes"])
    await expect(finding(page, name).getByText("unknown", { exact: true })).toBeAttached();
  await expect(page.getByRole("main")).toContainText(/\d+ problems? needs? attention/);
  await expectEveryLook(page);
});
