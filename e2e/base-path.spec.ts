import type { Page } from "@playwright/test";
import { findFreePort } from "@/lib/testing/free-port";
import { type RunningConsole, startConsole } from "./console";
import { expect, test } from "./fixtures";
import { nginx, startNginx } from "./nginx";
import { copyImage, transport } from "./skopeo";
import { watchComplaints } from "./watch-complaints";

test.skip(nginx === null, "SKIPPED: needs nginx");

const forwarding = "proxy_http_version 1.1; proxy_buffering off; proxy_set_header Host $http_host;";

const proxies = [
  {
    name: "keeps",
    location: (port: string) => `location /registry/ { proxy_pass http://127.0.0.1:${port}; ${forwarding} }`,
  },
  {
    name: "removes",
    location: (port: string) => `location /registry/ { proxy_pass http://127.0.0.1:${port}/; ${forwarding} }`,
  },
];

for (const { name, location } of proxies)
  test(`below /registry, behind a proxy that ${name} the path, people sign in, browse, delete and see pushes`, async ({
    registry,
    page,
  }) => {
    const port = await findFreePort();
    const publicUrl = `http://127.0.0.1:${port}/registry`;
    const console = await startConsole({ registry, env: { BASE_PATH: "/registry", PUBLIC_URL: publicUrl } });
    const stopNginx = await startNginx(port, location(new URL(console.url).port));
    const complaints = watchComplaints(page);
    const strayed: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(`${publicUrl}/`)) strayed.push(request.url());
    });
    try {
      await signInAt(page, `${publicUrl}/storage?registry=local`, console);
      await expect(page).toHaveURL(`${publicUrl}/storage?registry=local`);
      await page.getByRole("link", { name: "Repositories" }).click();
      await page.getByRole("link", { name: "web/storefront" }).first().click();
      await expect(page).toHaveURL(`${publicUrl}/r/local/web/storefront`);
      await page.getByRole("link", { name: "v40", exact: true }).first().click();
      await expect(page).toHaveURL(`${publicUrl}/r/local/web/storefront/-/tags/v40`);
      await expect(page.getByRole("heading", { name: /v40/ }).first()).toBeVisible();
      await page.reload();
      await expect(page.getByRole("heading", { name: /v40/ }).first()).toBeVisible();
      await page.goBack();
      await expect(page).toHaveURL(`${publicUrl}/r/local/web/storefront`);

      const table = page.getByRole("table", { name: "Tags of web/storefront" });
      await copyImage(
        transport(console.registryUrl, "web/storefront:v41"),
        transport(console.registryUrl, "web/storefront:pushed-now"),
      );
      await expect(table.getByRole("link", { name: "pushed-now", exact: true }).first()).toBeVisible();
      await page.getByRole("button", { name: "Actions for pushed-now", exact: true }).click();
      await page.getByRole("menuitem", { name: "Delete…" }).click();
      await page.getByRole("button", { name: "Delete tag pushed-now" }).click();
      await expect(table.getByRole("link", { name: "pushed-now", exact: true })).toHaveCount(0);
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(table.getByRole("link", { name: "pushed-now", exact: true }).first()).toBeVisible();

      // A page with its parameter in the path, reached without a new page load.
      await page.getByRole("link", { name: "pushed-now", exact: true }).first().click();
      await page.getByRole("link", { name: "History" }).click();
      const deletion = page.getByRole("main").locator(`a[href^="/registry/clean-up/deletions/"]`).first();
      await deletion.click();
      await expect(page).toHaveURL(new RegExp(`^${publicUrl}/clean-up/deletions/`));
      await expect(page.getByRole("heading", { level: 1 })).toContainText("web/storefront");
      await page.getByRole("button", { name: /admin/ }).click();
      await page.getByRole("button", { name: "Sign out" }).click();
      await expect(page).toHaveURL(`${publicUrl}/sign-in`);
      expect(strayed).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await stopNginx();
      await console.remove();
    }
  });

async function signInAt(page: Page, url: string, console: RunningConsole) {
  await page.goto(url);
  await page.getByLabel("User name").fill(console.username);
  await page.getByLabel("Password").fill(console.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
