import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, ConsoleClient } from "@/bench/console/console-client";
import { registryName } from "@/bench/console/start-bench-console";
import type { Figure } from "@/bench/figure";
import { countRequests, describeRequests, requestsBetween } from "@/bench/registry/request-counts";
import type { Stage } from "@/bench/stage";
import { apiPaths, pagePaths } from "@/lib/contract/paths";

const patienceMs = 3_000;

/**
 * Measures whether a view that was opened before waits for the registry: the registry is stopped in the middle of its
 * work, so that its callers wait for ever, and every page is opened again.
 */
export async function measureWaits(stage: Stage): Promise<Figure[]> {
  const { client, registry, set, say } = stage;
  const paths = viewsOf(stage);
  await openAll(client, paths);
  await sleep(2_000);
  const before = await countRequests(registry.metricsUrl);
  const warm = await openAll(client, paths);
  await sleep(2_000);
  const background = requestsBetween(before, await countRequests(registry.metricsUrl));
  registry.freeze();
  const frozen = await openAll(client, paths).finally(() => registry.thaw());
  const waiting = paths.filter((_, index) => !isSame(warm[index], frozen[index]));
  for (const path of waiting.slice(0, 5)) say(`  waits for the registry: ${path}`);
  return [
    {
      set: set.name,
      name: "warm views that wait for a registry request",
      value: waiting.length,
      goal: { atMost: 0 },
      detail: `of ${paths.length} with the registry stopped${waiting[0] ? `; the first: ${waiting[0]}` : ""}`,
    },
    {
      set: set.name,
      name: "requests behind a warm view, which doesn't wait for them",
      value: background.total / paths.length,
      goal: null,
      detail: describeRequests(background),
    },
  ];
}

function viewsOf({ samples, largest }: Stage): string[] {
  const some = samples.slice(0, 8);
  const repositories = [largest, ...some.map(({ repository }) => repository)];
  return [
    pagePaths.overview(),
    pagePaths.registry(registryName),
    apiPaths.repositories(registryName, { waitMs: 0 }),
    ...repositories.map((repository) => pagePaths.repository(registryName, repository)),
    ...repositories.map((repository) => apiPaths.tags(registryName, repository, { waitMs: 0 })),
    ...some.map(({ repository, tag }) => pagePaths.tag(registryName, repository, tag)),
  ];
}

async function openAll(client: ConsoleClient, paths: readonly string[]): Promise<(Answer | null)[]> {
  const answers: (Answer | null)[] = [];
  for (const path of paths) answers.push(await client.get(path, patienceMs).catch(() => null));
  return answers;
}

// A page that arrives at once with a notice instead of its rows doesn't count as served.
function isSame(warm: Answer | null | undefined, frozen: Answer | null | undefined): boolean {
  if (!warm || !frozen || frozen.status !== 200) return false;
  return frozen.text.length > warm.text.length * 0.9;
}
