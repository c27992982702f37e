import type { APIRequestContext } from "@playwright/test";
import { findPostgres } from "@/bin/find-postgres.mjs";
import type { IndexProgress } from "@/lib/contract/index-progress";
import type { TagList } from "@/lib/contract/tags";
import { startPostgres } from "@/lib/testing/database/postgres-cluster";
import { startConsole } from "./console";
import { expect, test } from "./fixtures";
import { signIn } from "./sign-in-request";
import { needsProgram, startStockRegistry } from "./stock-registry";
import { writeImages } from "./write-images";

const postgres = findPostgres();
const repository = "team/app";

test.skip(({ registry }) => registry?.kind !== "binary", needsProgram);
test.skip(postgres === null, "SKIPPED: needs PostgreSQL");

test("of two consoles on one PostgreSQL the other takes over when the one that reads the registry is killed", async ({
  registry,
  playwright,
}) => {
  if (!postgres) return;
  const database = await startPostgres(postgres);
  const stock = await startStockRegistry(registry);
  writeImages(stock.storageDir, repository, [{ content: "one", tags: ["1.0.0", "latest"] }]);
  const env = { REGISTRY_URL: stock.url, DATABASE_URL: database.url };
  const first = await startConsole({ env });
  const second = await startConsole({ env });
  try {
    const one = await playwright.request.newContext({ baseURL: first.url });
    await signIn(one, first);
    // The same session, at the other address.
    const other = await playwright.request.newContext({ baseURL: second.url, storageState: await one.storageState() });
    await expect.poll(async () => (await progress(other)).tagsRead).toBe(2);

    await first.kill9();
    writeImages(stock.storageDir, repository, [{ content: "two", tags: ["2.0.0", "latest"] }]);
    await other.post("/api/r/registry/index", { headers: { origin: second.url } });
    await expect.poll(() => tagsOf(other)).toEqual(["2.0.0", "1.0.0", "latest"]);
  } finally {
    await first.remove();
    await second.remove();
    await stock.close();
    await database.close();
  }
});

const progress = async (request: APIRequestContext) =>
  (await (await request.get("/api/r/registry/index")).json()) as IndexProgress;

async function tagsOf(request: APIRequestContext): Promise<string[]> {
  const answer = await request.get(`/api/r/registry/${repository}/-/tags?waitMs=0`);
  return ((await answer.json()) as TagList).items.map((item) => item.tag);
}
