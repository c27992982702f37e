import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { Run } from "@/lib/contract/garbage-collection";
import { AppError } from "@/lib/errors/app-error";
import { runFromRow } from "./runs/run-from-row";
import { findRun, type RunRow } from "./runs/runs-store";

export const noRun = "This run does not exist.";

/** Returns the row of a run. Throws `not-found`. */
export async function getRunRow(id: string): Promise<RunRow> {
  const row = await findRun(id);
  if (!row) throw new AppError("not-found", noRun);
  return row;
}

/** Returns one run. Throws `not-found`. */
export async function getRun(actor: Actor | null, id: string): Promise<Run> {
  const run = await getRunRow(id);
  authorize(actor, "garbage-collection:read", { registry: run.registry, absent: noRun });
  return runFromRow(run);
}
