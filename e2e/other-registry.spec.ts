import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeTestAuthority } from "@/lib/testing/certificates";
import { startConsole } from "./console";
import { test as base, expect } from "./fixtures";
import { needsProgram, type StockRegistry, startStockRegistry } from "./stock-registry";
import { writeImages } from "./write-images";

type Guarded = { registry: StockRegistry; env: Record<string, string>; file: (name: string, text: string) => string };

// Of "secret", with a cost that a test can wait for.
const htpasswd = "ann:$2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW\n";
const authority = makeTestAuthority("Harbour authority");
const nothingThere = "This registry has no repositories yet";

const test = base.extend<object, { guarded: Guarded }>({
  guarded: [
    async ({ registry: program }, use) => {
      const folder = mkdtempSync(join(tmpdir(), "shipshape-guarded-"));
      const file = (name: string, text: string) => {
        writeFileSync(join(folder, name), text);
        return join(folder, name);
      };
      const registry = await startStockRegistry(program, { htpasswd, tls: authority.issue() });
      writeImages(registry.storageDir, "harbour/crane", [{ content: "crane", tags: ["1.0", "1.1"] }]);
      writeImages(registry.storageDir, "harbour/pilot", [{ content: "pilot", tags: ["7"] }]);
      const env = {
        REGISTRY_URL: registry.url,
        REGISTRY_CA_FILE: file("ca.pem", authority.cert),
        REGISTRY_USERNAME: "ann",
        REGISTRY_PASSWORD_FILE: file("password", "secret\n"),
      };
      await use({ registry, env, file });
      await registry.close();
      rmSync(folder, { recursive: true });
    },
    { scope: "worker" },
  ],
  console: [
    async ({ guarded }, use) => {
      const running = await startConsole({ env: guarded.env });
      await use(running);
      await running.remove();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

test.skip(({ registry }) => registry?.kind !== "binary", needsProgram);

test("a registry with a password and an authority of its own shows its repositories @every-registry", async ({
  signedInPage: page,
  console,
}) => {
  await page.goto("/");
  await page
    .getByRole("main")
    .getByRole("link", { name: new URL(console.registryUrl).host })
    .click();
  await expect(page.getByRole("link", { name: "harbour/pilot" })).toBeVisible();
  await page.getByRole("link", { name: "harbour/crane" }).click();
  await expect(page.getByRole("row", { name: /^1\.1\b/ }).getByText("linux/amd64")).toBeVisible();
  await page.getByRole("link", { name: "1.1", exact: true }).first().click();
  await expect(page.getByText("COPY serve /").first()).toBeVisible();
  expect(console.output()).not.toContain("secret");
});

test("a wrong password is told in words, and nothing looks empty @every-registry", async ({
  signedInPage: page,
  guarded,
  console,
}) => {
  await console.restart({ REGISTRY_PASSWORD_FILE: guarded.file("wrong-password", "sesame\n") });
  await page.goto("/r/registry");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("refused the console's credentials");
  await expect(page.getByText(nothingThere)).toHaveCount(0);
  await page.goto("/r/registry/harbour/crane");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Check the user name and password");
  await expect(page.getByText("This repository has no tags")).toHaveCount(0);
  const refused = await page.request.get("/api/r/registry");
  expect([refused.status(), (await refused.json()).type]).toEqual([502, "/problems/registry-unauthorized"]);
  expect(console.output()).not.toContain("sesame");
});

test("a certificate of an unknown authority is told in words, and nothing looks empty @every-registry", async ({
  signedInPage: page,
  guarded,
  console,
}) => {
  const stranger = makeTestAuthority("Another authority").cert;
  await console.restart({ REGISTRY_CA_FILE: guarded.file("stranger.pem", stranger) }, "live");
  await page.goto("/r/registry");
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "Put the certificate of your authority into REGISTRY_CA_FILE",
  );
  await expect(page.getByText(nothingThere)).toHaveCount(0);
  await page.goto("/");
  await expect(page.getByRole("main").getByText("out of reach")).toBeVisible();
  const refused = await page.request.get("/api/r/registry");
  expect([refused.status(), (await refused.json()).type]).toEqual([502, "/problems/registry-certificate"]);
});
