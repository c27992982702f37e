import { randomUUID } from "node:crypto";
import { parse } from "yaml";
import type { RegistrySettings } from "@/lib/contract/registry-settings";
import type { TagList } from "@/lib/contract/tags";
import { manifestAccept } from "@/lib/oci/media-type";
import { startConsole } from "./console";
import { test as base, expect } from "./fixtures";
import { signIn } from "./sign-in-request";
import { copyImage, transport } from "./skopeo";
import { needsProgram, type StockRegistry, startStockRegistry } from "./stock-registry";
import { writeImages } from "./write-images";

const test = base.extend<object, { stock: StockRegistry }>({
  stock: [
    async ({ registry }, use) => {
      const stock = await startStockRegistry(registry);
      writeImages(stock.storageDir, "harbour/crane", [{ content: "crane", tags: ["1.0"] }]);
      await use(stock);
      await stock.close();
    },
    { scope: "worker" },
  ],
  console: [
    async ({ stock }, use) => {
      const running = await startConsole({ env: { REGISTRY_URL: stock.url } });
      await use(running);
      await running.remove();
    },
    { scope: "worker", timeout: 300_000 },
  ],
});

test.skip(({ registry }) => registry?.kind !== "binary", needsProgram);

type Lines = {
  notifications: { endpoints: [{ url: string; headers: { Authorization: [string] } }] };
};

test("the lines that the settings show make a registry tell the console what happens @every-registry", async ({
  signedInPage: page,
  registry,
  stock,
}) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByText("Waiting for the first event")).toBeVisible();
  const lines = parse((await page.locator("pre").textContent()) ?? "") as Lines;
  const { url, headers } = lines.notifications.endpoints[0];
  const secret = headers.Authorization[0].replace("Bearer ", "");
  const refused = await fetch(url, { method: "POST", headers: { authorization: "Bearer not-that-secret" } });
  expect(refused.status).toBe(401);
  await expect(page.getByText("Wrong secret.")).toBeVisible();

  // Another registry with the same configuration lines: the name in the address decides whose events these are.
  const telling = await startStockRegistry(registry, { notifications: { url, secret } });
  try {
    await copyImage(transport(stock.url, "harbour/crane:1.0"), transport(stock.url, "harbour/crane:2.0"));
    await copyImage(transport(stock.url, "harbour/crane:1.0"), transport(telling.url, "harbour/crane:2.0"));
    await expect(page.getByText("Receiving events")).toBeVisible();
    await expect(page.getByText("Wrong secret.")).toHaveCount(0);
    await expect(page.getByText("Waiting for the first event")).toHaveCount(0);
    await page.goto("/r/registry/harbour/crane");
    await expect(page.getByRole("link", { name: "2.0", exact: true }).first()).toBeVisible();
  } finally {
    await telling.close();
  }
});

test("a console that is killed again and again while pulls are told counts each of them once", async ({
  signedInPage: page,
  console,
  registry,
}) => {
  const { items } = (await (await page.request.get("/api/settings/registries")).json()) as {
    items: RegistrySettings[];
  };
  const { url, secret } = items[0]?.notifications ?? {};
  const telling = await startStockRegistry(registry, { notifications: { url: url ?? "", secret: secret ?? "" } });
  writeImages(telling.storageDir, "harbour/crane", [{ content: "crane", tags: ["1.0"] }]);
  const pulls = 150;
  const pullSome = async (count: number) => {
    const manifest = `${telling.url}/v2/harbour/crane/manifests/1.0`;
    for (let at = 0; at < count; at++) await (await fetch(manifest, { headers: { accept: manifestAccept } })).text();
  };
  const countPulls = async () => {
    const tags = await page.request.get("/api/r/registry/harbour/crane/-/tags?query=1.0&waitMs=0");
    return tags.ok() ? ((await tags.json()) as TagList).items[0]?.pullCount : null;
  };
  try {
    const before = (await countPulls()) ?? 0;
    for (let round = 0; round < 3; round++) {
      await Promise.all([pullSome(pulls / 3), console.kill9()]);
      await console.restart();
    }
    await expect.poll(countPulls).toBe(before + pulls);
    await pullSome(1);
    await expect.poll(countPulls).toBe(before + pulls + 1);
  } finally {
    await telling.close();
  }
});

test("a viewer sees whether events arrive, and no secret", async ({ signedInPage: page, console, browser }) => {
  const read = async () => (await (await page.request.get("/api/settings/registries")).json()) as { items: Settings[] };
  type Settings = RegistrySettings;
  const secret = (await read()).items[0]?.notifications.secret ?? "";
  expect(secret).toMatch(/^.{43}$/);
  const viewer = { username: `viewer-${randomUUID().slice(0, 8)}`, password: "correct horse battery staple" };
  const origin = { origin: console.url };
  await page.request.post("/api/settings/people", { headers: origin, data: { ...viewer, role: "viewer" } });
  const context = await browser.newContext({ baseURL: console.url });
  await signIn(context.request, { url: console.url, ...viewer });
  const theirs = await context.newPage();
  await theirs.goto("/settings/registries");
  await expect(theirs.getByRole("heading", { name: "Registries" })).toBeVisible();
  await expect(theirs.getByText("Last event")).toBeVisible();
  expect(await theirs.content()).not.toContain(secret);
  expect(await (await context.request.get("/api/settings/registries")).text()).not.toContain(secret);
  await context.close();
});
