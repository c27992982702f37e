import { runScript } from "@/bench/run-script";

export type BareLoop = { pages: number; manifests: number; configs: number; ms: number; cpuSeconds: number };

/** How many requests the index has in flight to one registry; the bare loop it is compared with has as many. */
export const indexConcurrency = 8;

/** Reads a whole registry in a process of its own, as fast as a client can that discards what it reads. */
export async function runBareLoop(registryUrl: string): Promise<BareLoop> {
  return JSON.parse(await runScript("bench/registry/bare-loop-script.ts", [registryUrl, `${indexConcurrency}`]));
}
