import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { Run } from "@/lib/contract/garbage-collection";
import { getRunRow } from "./get-run";
import { waitForChange } from "./run-changes";
import { runFromRow } from "./run-from-row";
import { type LogPart, listLogParts } from "./run-log-store";

export type RunEvent = ({ kind: "log" } & LogPart) | { kind: "run"; run: Run };

const partsAtOnce = 8;
const lookAgainMs = 2_000;

/**
 * A run's log from after `afterPart` (-1: from the start) and the run itself whenever it has changed, as they come. Ends
 * with the run in its last state, or when aborted. Throws `not-found` at the first step.
 */
export async function* followRunLog(
  actor: Actor | null,
  id: string,
  { afterPart, signal }: { afterPart: number; signal: AbortSignal },
): AsyncGenerator<RunEvent> {
  authorize(actor, "garbage-collection:read");
  let last = afterPart;
  let shown = "";
  while (!signal.aborted) {
    const change = new AbortController();
    // Listening begins before looking, so that nothing falls between.
    const changed = waitForChange(id, lookAgainMs, AbortSignal.any([signal, change.signal]));
    const run = runFromRow(await getRunRow(id));
    const parts = await listLogParts(id, last, partsAtOnce);
    for (const part of parts) yield { kind: "log", ...part };
    last = parts.at(-1)?.part ?? last;
    const state = JSON.stringify(run);
    const complete = parts.length < partsAtOnce;
    if (state !== shown && (complete || run.finishedAt === null)) yield { kind: "run", run };
    shown = state;
    if (complete && run.finishedAt !== null) change.abort();
    if (complete) await changed;
    else change.abort();
    if (complete && run.finishedAt !== null) return;
  }
}
