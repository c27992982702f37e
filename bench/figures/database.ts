import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Figure } from "@/bench/figure";
import type { Stage } from "@/bench/stage";

/**
 * Measures what the console's data folder holds for each tag. Ends the console first, so that all data is in its final
 * place.
 */
export async function measureDatabase({ console: server, client, set }: Stage): Promise<Figure[]> {
  await client.close();
  await server.stop();
  const files = globSync("**", { cwd: server.dataDir }).map((name) => statSync(join(server.dataDir, name)));
  const bytes = files.filter((file) => file.isFile()).reduce((sum, file) => sum + file.size, 0);
  return [
    {
      set: set.name,
      name: "database KB per tag",
      value: bytes / 1000 / set.count.tags,
      goal: { atMost: 1.5 },
      detail: `${(bytes / 1_000_000).toFixed(1)} MB ÷ ${set.count.tags} tags`,
    },
  ];
}
