import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { checkHealth } from "@/lib/registry/check-health";
import type { RegistryConnection } from "@/lib/registry/connection";

const longestMs = 60_000;
const pauseMs = 250;

/** Waits, for a minute at most, until a started registry answers. `requireAlive` throws if it never will. */
export async function untilRegistryAnswers(
  connection: RegistryConnection,
  requireAlive: () => Promise<void> = async () => undefined,
): Promise<void> {
  for (const deadline = performance.now() + longestMs; performance.now() < deadline; await wait(pauseMs)) {
    await requireAlive();
    if ((await checkHealth(connection, { refresh: true })).state !== "down") return;
  }
}
