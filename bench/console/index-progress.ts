import { setTimeout as sleep } from "node:timers/promises";
import { NotAvailable } from "@/bench/figure";
import type { ConsoleClient } from "./console-client";
import { registryName } from "./start-bench-console";

export type IndexProgress = {
  state: "reading" | "idle" | "waiting" | "paused";
  repositories: number;
  tags: number;
  tagsRead: number;
  failed: number;
  startedAt: string | null;
  finishedAt: string | null;
  /** Sweeps finished since the process started. */
  sweeps: number;
};

const path = `/api/r/${registryName}/index`;
const stuckAfterMs = 120_000;

/** Returns the progress of the index; null for a console without an index. */
export function findIndexProgress(client: ConsoleClient): Promise<IndexProgress | null> {
  return client.findJson<IndexProgress>(path);
}

/** Starts a sweep unless one is running. Throws `NotAvailable` for a console without an index. */
export async function startSweep(client: ConsoleClient): Promise<void> {
  const status = await client.post(path);
  if (status === 404 || status === 405) throw new NotAvailable("this console has no index");
  if (status >= 300) throw new Error(`POST ${path} answered ${status}`);
}

/**
 * Resolves when at least this many sweeps are finished and none is running. Throws `NotAvailable` for a console without
 * an index, and throws when the index makes no progress.
 */
export async function untilSwept(client: ConsoleClient, sweeps: number): Promise<IndexProgress> {
  let before = "";
  let movedAt = Date.now();
  for (;;) {
    const progress = await findIndexProgress(client);
    if (progress === null) throw new NotAvailable("this console has no index");
    if (progress.sweeps >= sweeps && progress.state === "idle") return progress;
    const now = JSON.stringify(progress);
    if (now !== before) movedAt = Date.now();
    if (Date.now() - movedAt > stuckAfterMs) throw new Error(`the index doesn't get further: ${now}`);
    before = now;
    await sleep(500);
  }
}
