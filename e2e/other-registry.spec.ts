import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { makeTestAuthority } from "@/lib/testing/certificates";
import { type RunningConsole, startConsole } from "./console";
import { test as base, expect } from "./fixtures";
import { signIn } from "./sign-in-request";
import { needsProgram, type StockRegistry, startStockRegistry } from "./stock-registry";
import { writeImages } from "./write-images";

type Guarded = { registry: StockRegistry; env: Record<string, string>; file: (name: string, text: string) => string };

// The hash of "secret", with a cost low enough for a test.
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
    { scope: "worker", timeout: 300_000 },
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
  await expect(page.getByRole("row", { name: /^Select 1\.1\b/ }).getByText("linux/amd64")).toBeVisible();
  await page.getByRole("link", { name: "1.1", exact: true }).first().click();
  await expect(page.getByText("COPY serve /").first()).toBeVisible();
  expect(console.output()).not.toContain("secret");
});

test("what was read before a wrong password stays, beside the reason why it is not read again @every-registry", async ({
  signedInPage: page,
  guarded,
  console,
}) => {
  await console.restart({ REGISTRY_PASSWORD_FILE: guarded.file("wrong-password", "sesame\n") });
  const told = page.getByRole("main").getByRole("status").filter({ hasText: "refused the console's credentials" });
  await page.goto("/r/registry");
  await expect(told).toContainText("Check the user name and password");
  await expect(page.getByRole("link", { name: "harbour/pilot" })).toBeVisible();
  await page.goto("/r/registry/harbour/crane");
  await expect(told).toContainText("This is the last known state.");
  await expect(page.getByRole("link", { name: "1.1", exact: true }).first()).toBeVisible();
  expect(console.output()).not.toContain("sesame");
});

test("a console that was never let in says so, and nothing looks empty @every-registry", async ({ page, guarded }) => {
  const fresh = await startConsole({
    env: { ...guarded.env, REGISTRY_PASSWORD_FILE: guarded.file("wrong-password", "sesame\n") },
  });
  await signIn(page.request, fresh);
  await expectProblem(page, fresh, "Check the user name and password", "registry-unauthorized");
  await fresh.remove();
});

test("a certificate of an unknown authority is told in words, and nothing looks empty @every-registry", async ({
  page,
  guarded,
}) => {
  const stranger = makeTestAuthority("Another authority").cert;
  const env = { ...guarded.env, REGISTRY_CA_FILE: guarded.file("stranger.pem", stranger) };
  const fresh = await startConsole({ env, until: "live" });
  await signIn(page.request, fresh);
  await expectProblem(
    page,
    fresh,
    "Put the certificate of your authority into REGISTRY_CA_FILE",
    "registry-certificate",
  );
  await page.goto(fresh.url);
  await expect(page.getByRole("main").getByText("Unreachable")).toBeVisible();
  await fresh.remove();
});

async function expectProblem(page: Page, { url }: RunningConsole, told: string, type: string) {
  for (const path of ["/r/registry", "/r/registry/harbour/crane"]) {
    await page.goto(url + path);
    await expect(page.getByRole("main").getByRole("alert")).toContainText(told);
  }
  await expect(page.getByText(nothingThere)).toHaveCount(0);
  await expect(page.getByText("This repository has no tags")).toHaveCount(0);
  const refused = await page.request.get(`${url}/api/r/registry`);
  expect([refused.status(), (await refused.json()).type]).toEqual([502, `/problems/${type}`]);
}
