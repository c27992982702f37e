import type { APIRequestContext } from "@playwright/test";
import { findPostgres } from "@/bin/find-postgres.mjs";
import type { PlannedDeletion } from "@/lib/contract/deletions";
import type { Run } from "@/lib/contract/garbage-collection";
import { startConsole } from "./console";
import { expect, test } from "./fixtures";
import { startPostgresPair } from "./postgres-pair";
import { listTagsOf } from "./read-registry";
import { signIn } from "./sign-in-request";
import { needsProgram, startStockRegistry } from "./stock-registry";
import { writeImages } from "./write-images";

const postgres = findPostgres();
const repository = "team/app";
const images = Array.from({ length: 400 }, (_, at) => ({ content: `image ${at}`, tags: [`pr-${at}`] }));
const kept = ["v1", "v2", "v3"];

test.skip(({ registry }) => registry?.kind !== "binary", needsProgram);
test.skip(postgres === null, "SKIPPED: needs PostgreSQL");

test("when PostgreSQL fails over in the middle of a bulk delete, exactly the plan is carried out, and both consoles go on", async ({
  registry,
  playwright,
}) => {
  test.setTimeout(300_000);
  if (!postgres) return;
  const pair = await startPostgresPair(postgres);
  const stock = await startStockRegistry(registry);
  writeImages(stock.storageDir, repository, [...images, { content: "kept", tags: kept }]);
  const env = { REGISTRY_URL: stock.url, DATABASE_URL: pair.url };
  const first = await startConsole({ env });
  const second = await startConsole({ env });
  try {
    const one = await playwright.request.newContext({ baseURL: first.url });
    await signIn(one, first);
    const other = await playwright.request.newContext({ baseURL: second.url, storageState: await one.storageState() });
    const headers = { origin: first.url };
    await expect.poll(async () => (await (await one.get("/api/r/registry/index")).json()).tagsRead).toBe(403);
    const data = { registry: "registry", repository, matching: { query: "pr-" } };
    const plan = (await (await one.post("/api/clean-up/deletions", { headers, data })).json()) as PlannedDeletion;
    const start = { hash: plan.hash, tags: plan.tags };
    const started = await one.post(`/api/clean-up/deletions/${plan.id}/start`, { headers, data: start });
    expect(started.ok(), await started.text()).toBe(true);
    await expect
      .poll(async () => (await listTagsOf(stock.url, repository)).length, { timeout: 60_000 })
      .toBeLessThan(350);

    await pair.failOver();
    await expect.poll(async () => (await other.get("/api/health/ready")).status(), { timeout: 60_000 }).toBe(200);
    await finish(other, plan.id, second.url);
    expect((await listTagsOf(stock.url, repository)).sort()).toEqual(kept);
    const { items } = await (await other.get(`/api/r/registry/${repository}/-/tags`)).json();
    expect(items.map(({ tag }: { tag: string }) => tag).sort()).toEqual(kept);
    expect((await one.get("/api/health/ready")).status()).toBe(200);
  } finally {
    await first.remove();
    await second.remove();
    await stock.close();
    await pair.close();
  }
});

test("when PostgreSQL fails over in the middle of a collection, the registry takes pushes again and the run has an end", async ({
  registry,
  playwright,
}) => {
  // A run is closed once its lease is over, which takes a minute.
  test.skip(!process.env.FAILOVERS, "SKIPPED: at night, with FAILOVERS=1");
  test.setTimeout(300_000);
  if (!postgres) return;
  const pair = await startPostgresPair(postgres);
  const console = await startConsole({ registry, env: { DATABASE_URL: pair.url } });
  try {
    const request = await playwright.request.newContext({ baseURL: console.url });
    await signIn(request, console);
    const headers = { origin: console.url };
    const data = { registry: "local", dryRun: false, removeUntagged: false, acceptBroken: true };
    const runs = "/api/clean-up/garbage-collection/runs";
    const { id } = (await (await request.post(runs, { headers, data })).json()) as Run;
    await expect.poll(async () => (await refusesPushes(console.registryUrl)) || (await isOver(request, id))).toBe(true);
    await pair.failOver();
    await expect.poll(() => isOver(request, id), { timeout: 120_000 }).toBe(true);
    await expect.poll(() => refusesPushes(console.registryUrl), { timeout: 60_000 }).toBe(false);
  } finally {
    await console.remove();
    await pair.close();
  }
});

/** A deletion that paused because its console lost the database is resumed, as a person would. */
async function finish(request: APIRequestContext, id: string, origin: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const answer = await request.get(`/api/clean-up/deletions/${id}`);
        const { state, counts } = (await answer.json()) as PlannedDeletion;
        if (state === "paused") await request.post(`/api/clean-up/deletions/${id}/resume`, { headers: { origin } });
        return `${state}, ${counts.failed} failed`;
      },
      { timeout: 180_000 },
    )
    .toBe("done, 0 failed");
}

async function isOver(request: APIRequestContext, id: string): Promise<boolean> {
  const answer = await request.get(`/api/clean-up/garbage-collection/runs/${id}`);
  return answer.ok() && ["succeeded", "failed", "cancelled"].includes(((await answer.json()) as Run).state);
}

async function refusesPushes(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/v2/zz/blobs/uploads/`, { method: "POST" }).catch(() => null);
  return answer?.status !== 202;
}
