import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConsoleClient, connectToConsole } from "@/bench/console/console-client";
import { residentBytes, settledResidentBytes } from "@/bench/console/process-usage";
import { registryName, startBenchConsole } from "@/bench/console/start-bench-console";
import type { Figure } from "@/bench/figure";
import { median } from "@/bench/percentile";
import { startRegistry } from "@/bench/registry/start-registry";
import type { Stage } from "@/bench/stage";
import { pagePaths } from "@/lib/contract/paths";
import { pageViews } from "./views";

const warmUpViews = 300;
const views = 10_000;
const lookEvery = 100;

/** Measures the memory of a console with an empty registry, after its code has run. */
export async function measureEmptyMemory(program: string): Promise<number> {
  const storageDir = mkdtempSync(join(tmpdir(), "shipshape-bench-empty-"));
  const registry = await startRegistry(program, storageDir);
  const server = await startBenchConsole(registry.url);
  try {
    const client = await connectToConsole(server.url);
    const pages = [pagePaths.overview(), pagePaths.registry(registryName), pagePaths.repository(registryName, "none")];
    await open(
      client,
      Array.from({ length: warmUpViews }, (_, view) => pages[view % pages.length] ?? "/"),
    );
    await client.close();
    return await settledResidentBytes(server.pid);
  } finally {
    await server.remove();
    await registry.close();
    rmSync(storageDir, { recursive: true });
  }
}

/** Measures the memory of a console that has just read the set, after as many views as in `measureEmptyMemory`. */
export async function measureIndexedMemory(stage: Stage, emptyBytes: number): Promise<Figure> {
  const peak = residentBytes(stage.console.pid);
  await open(stage.client, pageViews(stage, warmUpViews));
  const bytes = await settledResidentBytes(stage.console.pid);
  return {
    set: stage.set.name,
    name: "memory: RSS with the set indexed − RSS empty, MB",
    value: mb(bytes - emptyBytes),
    goal: { atMost: 150 },
    detail: `${mb(bytes).toFixed(0)} MB − ${mb(emptyBytes).toFixed(0)} MB; ${mb(peak).toFixed(0)} MB when the reading ended`,
  };
}

/** Measures whether memory grows with the number of views: the last fifth of many views against the second fifth. */
export async function measureMemoryGrowth(stage: Stage): Promise<Figure[]> {
  const paths = pageViews(stage, views);
  const looks: number[] = [];
  for (let from = 0; from < views; from += lookEvery) {
    await open(stage.client, paths.slice(from, from + lookEvery));
    looks.push(residentBytes(stage.console.pid));
  }
  const fifth = looks.length / 5;
  const [second, last] = [median(looks.slice(fifth, 2 * fifth)), median(looks.slice(-fifth))];
  return [
    {
      set: stage.set.name,
      name: `memory over ${views} page views: last fifth ÷ second fifth`,
      value: last / second,
      goal: { atMost: 1.1 },
      detail: `${mb(last).toFixed(0)} MB ÷ ${mb(second).toFixed(0)} MB, at most ${mb(Math.max(...looks)).toFixed(0)} MB`,
    },
  ];
}

async function open(client: ConsoleClient, paths: readonly string[]): Promise<void> {
  const pending = [...paths];
  const work = async () => {
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) await client.get(path);
  };
  await Promise.all([work(), work(), work(), work()]);
}

function mb(bytes: number): number {
  return bytes / 1_000_000;
}
