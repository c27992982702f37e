import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { SetUpFinding } from "@/lib/contract/garbage-collection";
import type { List } from "@/lib/contract/list";
import { AppError } from "@/lib/errors/app-error";
import { liveList } from "@/lib/paging/live-list";
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
  return liveList((await runner.inspect?.(AbortSignal.timeout(patienceMs))) ?? []);
}
