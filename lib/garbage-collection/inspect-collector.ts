import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { SetUpFinding } from "@/lib/contract/garbage-collection";
import type { List } from "@/lib/contract/list";
import { AppError } from "@/lib/errors/app-error";
import { findRunner } from "./find-runner";

const patienceMs = 30_000;

/**
 * Returns what a check of the set-up of that registry's collector finds; changes nothing. Throws `not-configured` if
 * there is no collector.
 */
export async function inspectCollector(actor: Actor | null, registry: string): Promise<List<SetUpFinding>> {
  authorize(actor, "garbage-collection:run", { registry });
  const runner = findRunner(registry);
  if (!runner) throw new AppError("not-configured", `No garbage collector is configured for the registry ${registry}.`);
  const items = (await runner.inspect?.(AbortSignal.timeout(patienceMs))) ?? [];
  const freshness = { state: "live" as const, checkedAt: new Date().toISOString() };
  return {
    items,
    total: items.length,
    nextCursor: null,
    freshness: { ...freshness, read: items.length, expected: items.length },
  };
}
