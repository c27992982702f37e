import { compareWithTree } from "@/bench/compare-with-tree";
import { findIndexProgress } from "@/bench/console/index-progress";
import { type Figure, NotAvailable } from "@/bench/figure";
import type { Stage } from "@/bench/stage";

/** Checks the console's numbers against those of the storage tree. */
export async function checkCounts({ client, set, say }: Stage): Promise<Figure[]> {
  if ((await findIndexProgress(client)) === null) throw new NotAvailable("this console has no index");
  const { compared, differences } = await compareWithTree(client, set.count);
  for (const difference of differences.slice(0, 10)) say(`  ${difference}`);
  return [
    {
      set: set.name,
      name: "numbers that differ from a count over the storage tree",
      value: differences.length,
      goal: { atMost: 0 },
      detail: `of ${compared}${differences[0] ? `; the first: ${differences[0]}` : ""}`,
    },
  ];
}
