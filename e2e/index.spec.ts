import type { APIRequestContext } from "@playwright/test";
import type { IndexProgress } from "@/lib/contract/index-progress";
import type { TagList } from "@/lib/contract/tags";
import { manifestAccept } from "@/lib/oci/media-type";
import { startConsole } from "./console";
import { expect, test } from "./fixtures";
import { signIn } from "./sign-in-request";
import { needsProgram, startStockRegistry } from "./stock-registry";
import { writeImages } from "./write-images";

const repositories = Array.from({ length: 8 }, (_, at) => `team/service-${at}`);
const imagesOfEach = 150;
const tagsOfEach = imagesOfEach * 2;
const total = repositories.length * tagsOfEach;
const kills = 10;

test.skip(({ registry }) => registry?.kind !== "binary", needsProgram);

test("a console that is killed ten times while it reads a registry goes on each time, and its index is right", async ({
  registry,
  playwright,
}) => {
  const stock = await startStockRegistry(registry);
  for (const repository of repositories) writeImages(stock.storageDir, repository, versions(repository));
  const console = await startConsole({ env: { REGISTRY_URL: stock.url } });
  try {
    const request = await playwright.request.newContext({ baseURL: console.url });
    await signIn(request, console);
    let before = 0;
    for (let kill = 1; kill <= kills; kill++) {
      // Kills at a different point of a batch each time.
      const target = Math.floor((total * kill) / (kills + 1)) + ((kill * 37) % 90);
      const { tagsRead } = await untilRead(request, target);
      expect(tagsRead).toBeGreaterThanOrEqual(before);
      before = tagsRead;
      await console.kill9();
      await console.restart();
    }
    const progress = await untilRead(request, total);
    expect(progress).toMatchObject({ repositories: repositories.length, tags: total, failed: 0 });
    for (const repository of repositories)
      expect(await indexedDigests(request, repository)).toEqual(await storedDigests(stock.url, repository));
  } finally {
    await console.remove();
    await stock.close();
  }
});

function versions(repository: string) {
  return Array.from({ length: imagesOfEach }, (_, at) => ({
    content: `${repository} ${at}`,
    tags: [`1.${at}.0`, `build-${at}`],
  }));
}

async function untilRead(request: APIRequestContext, count: number): Promise<IndexProgress> {
  let progress: IndexProgress | undefined;
  await expect
    .poll(
      async () => {
        progress = (await (await request.get("/api/r/registry/index")).json()) as IndexProgress;
        return progress.tags >= Math.min(count, total) && progress.tagsRead >= count;
      },
      { intervals: [5], timeout: 60_000 },
    )
    .toBe(true);
  return progress as IndexProgress;
}

async function indexedDigests(request: APIRequestContext, repository: string): Promise<Record<string, string | null>> {
  const found: Record<string, string | null> = {};
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query = new URLSearchParams({ limit: "500", waitMs: "0", ...(cursor && { cursor }) });
    const page = (await (await request.get(`/api/r/registry/${repository}/-/tags?${query}`)).json()) as TagList;
    for (const { tag, digest } of page.items) found[tag] = digest;
    cursor = page.nextCursor;
  }
  return found;
}

async function storedDigests(registryUrl: string, repository: string): Promise<Record<string, string | null>> {
  const found: Record<string, string | null> = {};
  for (const { tags } of versions(repository)) {
    for (const tag of tags) {
      const url = `${registryUrl}/v2/${repository}/manifests/${tag}`;
      const head = await fetch(url, { method: "HEAD", headers: { accept: manifestAccept } });
      found[tag] = head.headers.get("docker-content-digest");
    }
  }
  return found;
}
