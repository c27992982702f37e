import { findIndexProgress, startSweep, untilSwept } from "@/bench/console/index-progress";
import { cpuSeconds } from "@/bench/console/process-usage";
import { type Figure, NotAvailable } from "@/bench/figure";
import { countRequests, describeRequests, type RequestCounts, requestsBetween } from "@/bench/registry/request-counts";
import type { BareLoop } from "@/bench/registry/run-bare-loop";
import type { Stage } from "@/bench/stage";

export type ColdIndex = { ms: number; cpuSeconds: number; requests: RequestCounts };

/**
 * Waits until a console that was started on an empty database has read the whole registry. `before` must be counted
 * before the console starts.
 */
export async function fillIndex(stage: Stage, before: RequestCounts): Promise<ColdIndex> {
  const { client, registry, set, say, console: server } = stage;
  const asked = performance.now();
  const first = await findIndexProgress(client);
  if (first === null) throw new NotAvailable("this console has no index");
  if (first.sweeps === 0 && first.state !== "reading") await startSweep(client);
  const { tagsRead, failed, startedAt, finishedAt } = await untilSwept(client, 1);
  const own = startedAt && finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : Number.NaN;
  const ms = own > 0 ? own : performance.now() - asked;
  say(`${set.name}: ${tagsRead} tags read in ${(ms / 1000).toFixed(1)} s, ${failed} failed`);
  const requests = requestsBetween(before, await countRequests(registry.metricsUrl));
  return { ms, requests, cpuSeconds: cpuSeconds(server.pid) };
}

/** Compares the cold index with the bare loop, which ran before and after it. */
export function compareColdIndex({ set }: Stage, cold: ColdIndex, loops: readonly BareLoop[]): Figure[] {
  const bareMs = loops.reduce((sum, loop) => sum + loop.ms, 0) / loops.length;
  const rate = (ms: number) => Math.round(set.count.manifests / (ms / 1000));
  const pages = loops[0]?.pages ?? 0;
  const { manifests, configs, tags } = set.count;
  const all = manifests + configs + tags + pages;
  const least = loops[0] ? loops[0].pages + loops[0].manifests + loops[0].configs : 0;
  const each = loops.map((loop) => rate(loop.ms)).join(" and ");
  const loopCpu = loops.map((loop) => loop.cpuSeconds.toFixed(0)).join(" and ");
  return [
    {
      set: set.name,
      name: "cold index: manifests per second ÷ bare loop",
      value: bareMs / cold.ms,
      goal: { atLeast: 0.8 },
      detail: `${rate(cold.ms)}/s ÷ ${rate(bareMs)}/s (${each}); processor: ${cold.cpuSeconds.toFixed(0)} s, the registry ${cold.requests.cpuSeconds.toFixed(0)} s, loop ${loopCpu} s`,
    },
    {
      set: set.name,
      name: "cold index: requests ÷ (manifests + configs + tags + pages)",
      value: cold.requests.total / all,
      goal: { atMost: 1.05 },
      detail: `${cold.requests.total} ÷ ${all}: ${describeRequests(cold.requests)}`,
    },
    {
      set: set.name,
      name: "cold index: requests ÷ those of the bare loop",
      value: cold.requests.total / least,
      goal: null,
      detail: `${cold.requests.total} ÷ ${least}`,
    },
  ];
}
