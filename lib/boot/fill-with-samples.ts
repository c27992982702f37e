import "server-only";
import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "@/lib/config/config";
import { getConnection } from "@/lib/registry/connection";
import { isEmptyRegistry } from "@/lib/samples/is-empty-registry";
import { seedSamples } from "@/lib/samples/seed-samples";
import { say } from "./say";

/** Fills a new, empty embedded registry with samples; an interrupted filling continues at the next start. */
export async function fillWithSamples({ samples, registries: [registry], dataDir }: Config): Promise<void> {
  if (!samples || !registry) return;
  const unfinished = join(dataDir, "registry", "samples-unfinished");
  const own = getConnection(registry.name);
  // The console's own pushes are not counted, but samples stand for what people push.
  const connection = { ...own, userAgent: `samples-of-${own.userAgent}` };
  if (!existsSync(unfinished) && !(await isEmptyRegistry(connection))) return;
  say("filling the empty registry with samples");
  await writeFile(unfinished, "", { mode: 0o600 });
  await seedSamples(connection);
  await rm(unfinished);
}
