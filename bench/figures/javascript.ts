import { registryName } from "@/bench/console/start-bench-console";
import type { Figure } from "@/bench/figure";
import type { Stage } from "@/bench/stage";
import { pagePaths } from "@/lib/contract/paths";
import { openBrowser } from "./browser";

const quietMs = 1_500;

/**
 * Measures the scripts that a browser with an empty cache receives for the page of a repository, compressed as sent.
 */
export async function measureJavascript(stage: Stage): Promise<Figure[]> {
  const { context, close } = await openBrowser(stage);
  try {
    const page = await context.newPage();
    const sizes: Promise<number>[] = [];
    let lastAt = 0;
    page.on("requestfinished", (request) => {
      lastAt = performance.now();
      if (request.resourceType() === "script") sizes.push(request.sizes().then((size) => size.responseBodySize));
    });
    await page.goto(stage.client.url + pagePaths.repository(registryName, stage.largest));
    // The page keeps a stream open, so its network never becomes idle in the browser's sense.
    while (performance.now() - lastAt < quietMs) await page.waitForTimeout(100);
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    return [
      {
        set: stage.set.name,
        name: "JavaScript sent for the repository page, gzip, KB",
        value: bytes / 1000,
        goal: { atMost: 180 },
        detail: `${bytes} bytes in ${sizes.length} files`,
      },
    ];
  } finally {
    await close();
  }
}
