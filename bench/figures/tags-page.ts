import { registryName } from "@/bench/console/start-bench-console";
import type { Figure } from "@/bench/figure";
import { median } from "@/bench/percentile";
import type { Stage } from "@/bench/stage";
import { apiPaths } from "@/lib/contract/paths";
import { type TagList, tagQuerySchema } from "@/lib/contract/tags";

const warmUps = 3;
// The first hundred answers of a freshly started server show its compiler more than the server itself.
const rounds = 10;
const looks = 21;

/**
 * Measures the first page of the largest repository in every order, each against the registry's own list of its tags.
 */
export async function measureTagsPage(stage: Stage): Promise<Figure[]> {
  const { set, largest, say } = stage;
  const orders = tagQuerySchema.shape.sort.unwrap().options.flatMap((sort) => [
    { sort, order: "asc" },
    { sort, order: "desc" },
  ]);
  const measured: { name: string; ratio: number; detail: string }[] = [];
  const pathOf = (order: (typeof orders)[number]) =>
    apiPaths.tags(registryName, largest, { ...order, limit: 50, waitMs: 0 });
  for (let round = 0; round < rounds; round++) for (const order of orders) await stage.client.get(pathOf(order));
  for (const { sort, order } of orders) {
    const path = pathOf({ sort, order });
    const { pageMs, listMs, incomplete } = await compareWithList(stage, path);
    const detail = `${pageMs.toFixed(1)} ms ÷ ${listMs.toFixed(1)} ms${incomplete ? `, ${incomplete}` : ""}`;
    measured.push({ name: `${sort} ${order}`, ratio: incomplete ? Number.POSITIVE_INFINITY : pageMs / listMs, detail });
  }
  measured.sort((a, b) => b.ratio - a.ratio);
  for (const { name, ratio, detail } of measured) say(`  ${name}: ${ratio.toFixed(2)} (${detail})`);
  const slowest = measured[0];
  const tags = set.count.perRepository[largest]?.tags ?? 0;
  return [
    {
      set: set.name,
      name: `tags page of ${tags} tags, slowest order: p50 ÷ the registry's tags/list`,
      value: slowest && Number.isFinite(slowest.ratio) ? slowest.ratio : null,
      goal: { atMost: 0.5 },
      detail: `${slowest?.name}: ${slowest?.detail}`,
    },
  ];
}

// The two alternate, so that both meet the same machine load.
async function compareWithList({ client, registry, largest }: Stage, path: string) {
  const page: number[] = [];
  const list: number[] = [];
  let incomplete: string | undefined;
  for (let look = 0; look < warmUps + looks; look++) {
    const { status, ms, text } = await client.get(path);
    const listMs = await timeTagsList(registry.url, largest);
    if (look < warmUps) continue;
    page.push(ms);
    list.push(listMs);
    incomplete ??= whatIsMissing(status, text);
  }
  return { pageMs: median(page), listMs: median(list), incomplete };
}

async function timeTagsList(registryUrl: string, repository: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(`${registryUrl}/v2/${repository}/tags/list`);
  await response.arrayBuffer();
  return performance.now() - started;
}

// A quick answer without the rows doesn't count.
function whatIsMissing(status: number, text: string): string | undefined {
  if (status !== 200) return `status ${status}`;
  const { items, total, freshness } = JSON.parse(text) as TagList;
  const unread = items.filter(({ digest, problem }) => digest === null && problem === null).length;
  if (items.length < Math.min(50, total) || unread > 0) return `${unread} of ${items.length} rows are not read`;
  return freshness.state === "partial" ? "the answer is partial" : undefined;
}
