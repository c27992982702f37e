import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { APIRequestContext } from "@playwright/test";
import type { Tag, TagList } from "@/lib/contract/tags";
import { expect, test } from "./fixtures";
import { copyImage, skopeo, transport } from "./skopeo";

type RawManifest = { config: { size: number }; layers: { size: number }[] };

test("an image that was pushed is on the page after a refresh, with its size, and its pull command pulls it", async ({
  signedInPage: page,
  console,
}) => {
  const source = transport(console.registryUrl, "web/storefront:v41");
  const target = transport(console.registryUrl, "team/new-service:1.0.0");
  await page.goto("/r/local");
  const startedAt = Date.now();
  await copyImage(source, target);
  await expect.poll(async () => Date.parse((await findTag(page.request))?.pushedAt ?? "")).toBeGreaterThan(startedAt);
  await page.reload();
  await page.getByRole("link", { name: "team/new-service" }).click();
  await expect(page.getByRole("heading", { name: "team/new-service" })).toBeVisible();
  const row = page.getByRole("row", { name: /1\.0\.0/ });
  const raw = JSON.parse(await skopeo("inspect", "--raw", "--tls-verify=false", target)) as RawManifest;
  const bytes = raw.layers.reduce((sum, layer) => sum + layer.size, raw.config.size);
  await expect(row.getByTitle(`${bytes.toLocaleString("en")} bytes`)).toBeVisible();

  await page.getByRole("link", { name: "1.0.0" }).first().click();
  await expect(page.getByRole("heading", { name: /new-service.*1\.0\.0/ })).toBeVisible();
  await page.getByRole("button", { name: "docker" }).click();
  await page.getByRole("menuitemradio", { name: "skopeo" }).click();
  const command = await page
    .getByText(/^skopeo copy/)
    .first()
    .textContent();
  const pulled = /docker:\/\/\S+/.exec(command ?? "")?.[0] ?? "";
  const folder = await mkdtemp(join(tmpdir(), "shipshape-pull-"));
  await skopeo("copy", "--quiet", "--src-tls-verify=false", pulled, `dir:${folder}`);
  await expect.poll(async () => (await findTag(page.request))?.pullCount).toBe(2);
  expect((await findTag(page.request))?.pulledAt).not.toBeNull();
});

test("times of pushes and pulls leave room for the names of the tags", async ({ signedInPage: page, console }) => {
  const [source, target] = ["web/storefront:v41", "web/storefront:pushed-and-pulled"];
  await copyImage(transport(console.registryUrl, source), transport(console.registryUrl, target));
  await page.goto("/r/local/web/storefront");
  for (const column of ["Pushed", "Pulled"])
    await expect(page.getByRole("columnheader", { name: column })).toBeVisible();
  for (const width of [1280, 1408, 1440, 1600, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    const name = await page.getByRole("columnheader", { name: "Tag", exact: true }).boundingBox();
    expect.soft(name?.width, `at ${width}`).toBeGreaterThan(180);
  }
});

async function findTag(request: APIRequestContext): Promise<Tag | undefined> {
  const response = await request.get("/api/r/local/team/new-service/-/tags?waitMs=0");
  return response.ok() ? ((await response.json()) as TagList).items[0] : undefined;
}
