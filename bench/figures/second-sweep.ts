import { findIndexProgress, startSweep, untilSwept } from "@/bench/console/index-progress";
import { type Figure, NotAvailable } from "@/bench/figure";
import { countRequests, describeRequests, requestsBetween } from "@/bench/registry/request-counts";
import type { Stage } from "@/bench/stage";

/** Measures what a sweep costs the registry when nothing has changed since the last one. */
export async function measureSecondSweep({ client, registry, set }: Stage): Promise<Figure[]> {
  const before = await findIndexProgress(client);
  if (before === null) throw new NotAvailable("this console has no index");
  const counted = await countRequests(registry.metricsUrl);
  const started = performance.now();
  await startSweep(client);
  await untilSwept(client, before.sweeps + 1);
  const seconds = (performance.now() - started) / 1000;
  const requests = requestsBetween(counted, await countRequests(registry.metricsUrl));
  return [
    {
      set: set.name,
      name: "second sweep, nothing changed: requests ÷ repositories",
      value: requests.total / set.count.repositories,
      goal: { atMost: 1.5 },
      detail: `${requests.total} ÷ ${set.count.repositories} in ${seconds.toFixed(1)} s: ${describeRequests(requests)}`,
    },
  ];
}
