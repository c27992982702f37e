import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type ConsoleClient, connectToConsole } from "@/bench/console/console-client";
import { untilSwept } from "@/bench/console/index-progress";
import { registryName, startBenchConsole } from "@/bench/console/start-bench-console";
import type { Figure } from "@/bench/figure";
import { deleteOneByOne, pushTags } from "@/bench/registry/push-tags";
import { startRegistry } from "@/bench/registry/start-registry";
import type { Stage } from "@/bench/stage";

const tags = 2_000;
const byConsole = "bench/console";
const byHand = "bench/by-hand";
const deletions = "/api/clean-up/deletions";
const stuckAfterMs = 600_000;

type Deletion = { id: string; hash: string; state: string; counts: { done: number; failed: number; skipped: number } };

/**
 * Measures deleting thousands of tags, each on an image of its own, through the console (plan, kept copies, journal, a
 * look at each tag first) against a client that deletes as many tags one by one without any of that. Uses a registry of
 * its own, because the set must stay complete.
 */
export async function measureDeletes({ set, program, say }: Stage): Promise<Figure[]> {
  const storageDir = mkdtempSync(join(tmpdir(), "shipshape-bench-deletes-"));
  const registry = await startRegistry(program, storageDir);
  try {
    say(`pushing ${2 * tags} tags ...`);
    for (const repository of [byConsole, byHand]) await pushTags(registry.url, repository, tags);
    const handMs = await timed(() => deleteOneByOne(registry.url, byHand, tags));
    const server = await startBenchConsole(registry.url);
    try {
      const client = await connectToConsole(server.url);
      await untilSwept(client, 1);
      let plan: Deletion | null = null;
      const planMs = await timed(async () => {
        plan = await client.postJson<Deletion>(deletions, {
          registry: registryName,
          repository: byConsole,
          matching: {},
        });
      });
      const runMs = await timed(() => carryOut(client, plan));
      const detail = `${tags} tags: plan ${planMs.toFixed(0)} ms, run ${runMs.toFixed(0)} ms; one by one ${handMs.toFixed(0)} ms`;
      const value = (planMs + runMs) / handMs;
      return [
        {
          set: set.name,
          name: `delete of ${tags} tags ÷ one by one without a net`,
          value,
          goal: { atMost: 0.5 },
          detail,
        },
      ];
    } finally {
      await server.remove();
    }
  } finally {
    await registry.close();
    rmSync(storageDir, { recursive: true });
  }
}

async function carryOut(client: ConsoleClient, plan: Deletion | null): Promise<void> {
  if (!plan) throw new Error("there is no plan");
  await client.postJson(`${deletions}/${plan.id}/start`, { hash: plan.hash, tags });
  for (const deadline = Date.now() + stuckAfterMs; Date.now() < deadline; await sleep(50)) {
    const now = await client.findJson<Deletion>(`${deletions}/${plan.id}`);
    if (now?.state !== "done") continue;
    if (now.counts.done < tags) throw new Error(`only ${now.counts.done} of ${tags} tags were deleted`);
    return;
  }
  throw new Error("the deletion came to no end");
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
