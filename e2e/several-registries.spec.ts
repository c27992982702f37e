import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startConsole } from "./console";
import { test as base, expect } from "./fixtures";
import { listTagsOf } from "./read-registry";
import { needsProgram, type StockRegistry, startStockRegistry } from "./stock-registry";
import { writeImages } from "./write-images";

type Registries = { quay: StockRegistry; archive: StockRegistry };

const configFile = ({ quay, archive }: Registries) => `
registries:
  - name: quayside
    title: Quayside
    url: ${quay.url}
    catalog: false
    repositories: [cargo/manifest, cargo/ledger]
  - name: archive
    title: Archive
    url: ${archive.url}
    readOnly: true
`;

const test = base.extend<object, { registries: Registries }>({
  registries: [
    async ({ registry }, use) => {
      const [quay, archive] = [await startStockRegistry(registry), await startStockRegistry(registry)];
      for (const name of ["cargo/manifest", "cargo/ledger", "cargo/unlisted"])
        writeImages(quay.storageDir, name, [{ content: name, tags: ["1.0", "1.1"] }]);
      writeImages(archive.storageDir, "records/2025", [{ content: "records", tags: ["final"] }]);
      await use({ quay, archive });
      await quay.close();
      await archive.close();
    },
    { scope: "worker" },
  ],
  console: [
    async ({ registries }, use) => {
      const folder = mkdtempSync(join(tmpdir(), "shipshape-several-"));
      writeFileSync(join(folder, "shipshape.yaml"), configFile(registries));
      const running = await startConsole({ env: { SHIPSHAPE_CONFIG: join(folder, "shipshape.yaml") } });
      await use(running);
      await running.remove();
      rmSync(folder, { recursive: true });
    },
    { scope: "worker", timeout: 300_000 },
  ],
});

test.skip(({ registry }) => registry?.kind !== "binary", needsProgram);

test("every registry of the configuration is shown, and the switch leads from one to the other", async ({
  signedInPage: page,
}) => {
  await page.goto("/");
  const main = page.getByRole("main");
  await expect(main.getByRole("link", { name: "Archive" })).toBeVisible();
  await main.getByRole("link", { name: "Quayside" }).click();
  await expect(page).toHaveURL(/\/r\/quayside$/);
  await expect(main.getByRole("link", { name: "cargo/ledger" })).toBeVisible();
  await expect(main.getByRole("link", { name: "cargo/unlisted" })).toHaveCount(0);

  await page.getByRole("button", { name: /Switch registry/ }).click();
  await page.getByRole("link", { name: "Archive" }).click();
  await expect(page).toHaveURL(/\/r\/archive$/);
  await expect(main.getByRole("link", { name: "records/2025" })).toBeVisible();
  await expect(main.getByRole("link", { name: "cargo/ledger" })).toHaveCount(0);

  await page.getByRole("link", { name: "Garbage collection" }).click();
  await expect(page.getByText("Garbage collection is not set up for this registry")).toBeVisible();
  await page.getByRole("button", { name: /Switch registry/ }).click();
  await page.getByRole("link", { name: "Quayside" }).click();
  await expect(page).toHaveURL(/garbage-collection\?registry=quayside/);
});

test("in a registry that the console may only read, a delete names the setting that blocks it", async ({
  signedInPage: page,
  console,
  registries,
}) => {
  await page.goto("/r/archive/records/2025/-/tags/final");
  await page.getByRole("button", { name: "Delete tag…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("This tag can't be deleted here.")).toBeVisible();
  await expect(dialog.getByText("readOnly: false")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Delete tag final" })).toBeDisabled();

  const path = "/api/r/archive/records/2025/-/tags/final";
  const { digest } = await (await page.request.get(`${path}/deletion`)).json();
  const refused = await page.request.delete(path, { headers: { origin: console.url, "if-match": `"${digest}"` } });
  expect([refused.status(), (await refused.json()).type]).toEqual([409, "/problems/console-read-only"]);
  expect(await listTagsOf(registries.archive.url, "records/2025")).toEqual(["final"]);
});

test("in a registry without a catalog a tag is deleted, and the other stays", async ({
  signedInPage: page,
  registries,
}) => {
  await page.goto("/r/quayside/cargo/ledger/-/tags/1.0");
  await page.getByRole("button", { name: "Delete tag…" }).click();
  await page.getByRole("button", { name: "Delete tag 1.0" }).click();
  await expect(page).toHaveURL(/\/r\/quayside\/cargo\/ledger$/);
  await expect(page.getByRole("link", { name: "1.1", exact: true }).first()).toBeVisible();
  expect(await listTagsOf(registries.quay.url, "cargo/ledger")).toEqual(["1.1"]);
});
