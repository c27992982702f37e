import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { registryName } from "@/bench/console/start-bench-console";
import type { Figure } from "@/bench/figure";
import { median } from "@/bench/percentile";
import type { Stage } from "@/bench/stage";
import { pagePaths } from "@/lib/contract/paths";
import { type PaintTimes, readPaintTimes, watchRows } from "./watch-rows";

const warmUps = 3;
const looks = 15;
const settledMs = 500;
const quiet = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  ...["--disable-component-update", "--disable-sync"],
];

/** Opens a browser with an empty cache in which the stage's person is signed in. */
export async function openBrowser({ client }: Stage): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  const executablePath = process.env.PLAYWRIGHT_CHROMIUM || undefined;
  const browser = await chromium.launch(executablePath ? { executablePath, args: quiet } : {});
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  const { hostname } = new URL(client.url);
  const cookies = Object.entries(client.cookies);
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, domain: hostname, path: "/" })));
  return { context, close: () => browser.close() };
}

/**
 * Measures the page of the largest repository against a file with the same rows, from the same server in the same
 * browser.
 */
export async function measureBrowser(stage: Stage): Promise<Figure[]> {
  const { set, largest, console: server } = stage;
  const { context, close } = await openBrowser(stage);
  try {
    const page = await context.newPage();
    const path = server.url + pagePaths.repository(registryName, largest);
    await page.addInitScript(watchRows);
    await load(page, path);
    server.staticPage.write(await drawnRows(page));
    const [product, plain]: [PaintTimes[], PaintTimes[]] = [[], []];
    for (let look = 0; look < warmUps + looks; look++) {
      const [one, other] = [await load(page, path), await load(page, server.url + server.staticPage.path)];
      if (look < warmUps) continue;
      product.push(one);
      plain.push(other);
    }
    const response = median(product.map((times) => times.response));
    return (["first", "complete"] as const).map((moment) => {
      const [ours, theirs] = [product, plain].map((times) => median(times.map((time) => time[moment])));
      return {
        set: set.name,
        name: `browser, largest repository, ${moment === "first" ? "first rows" : "all in view complete"} ÷ static page`,
        value: (ours ?? 0) / (theirs ?? 0),
        goal: { atMost: 2 },
        detail: `${ours?.toFixed(0)} ms ÷ ${theirs?.toFixed(0)} ms, ${plain[0]?.rows} rows drawn, first byte after ${response.toFixed(0)} ms`,
      };
    });
  } finally {
    await close();
  }
}

async function load(page: Page, url: string): Promise<PaintTimes> {
  await page.goto(url);
  await readPaintTimes(page);
  // A page that was complete may become incomplete again.
  await page.waitForTimeout(settledMs);
  return readPaintTimes(page);
}

// The markup and style sheets are identical, so that only what surrounds them differs.
function drawnRows(page: Page): Promise<string> {
  return page.evaluate(() => {
    const styles = [...document.querySelectorAll("link[rel=stylesheet]")].map((link) => link.outerHTML).join("");
    const table = document.querySelector("main table")?.outerHTML ?? "";
    return `<!doctype html><html lang="en"><head><meta charset="utf-8">${styles}</head><body><main>${table}</main></body></html>`;
  });
}
