import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize, canDo } from "@/lib/auth/authorize";
import { renewActor } from "@/lib/auth/renew-actor";
import type { Run } from "@/lib/contract/garbage-collection";
import { getRunRow, noRun } from "./get-run";
import { watchChanges } from "./runs/run-changes";
import { runFromRow } from "./runs/run-from-row";
import { type LogPart, listLogParts } from "./runs/run-log-store";

export type RunEvent = ({ kind: "log" } & LogPart) | { kind: "run"; run: Run };

const partsAtOnce = 8;
const lookAgainMs = 2_000;

/** Returns the last part that a reconnecting client saw (its `Last-Event-ID`); -1 for a first connection. */
export function lastPartSeen(lastEventId: string | null): number {
  return lastEventId !== null && /^\d{1,9}$/.test(lastEventId) ? Number(lastEventId) : -1;
}

/**
 * Yields a run's log after `afterPart` (-1: from the start), and the run itself whenever it has changed, as they come.
 * Ends with the run in its last state, or when aborted. Throws `not-found` at the first step.
 */
export async function* followRunLog(
  actor: Actor | null,
  id: string,
  { afterPart, signal }: { afterPart: number; signal: AbortSignal },
): AsyncGenerator<RunEvent> {
  const { registry } = await getRunRow(id);
  authorize(actor, "garbage-collection:read", { registry, absent: noRun });
  let last = afterPart;
  let shown = "";
  while (!signal.aborted) {
    // Starts listening before it reads, so that no change is missed.
    const { changed, forget } = watchChanges(id, lookAgainMs, signal);
    const run = runFromRow(await getRunRow(id));
    const now = await renewActor(actor);
    // A right may be taken away while the run goes on.
    if (!now || !canDo(now, "garbage-collection:read", { registry })) return forget();
    const parts = await listLogParts(id, last, partsAtOnce);
    for (const part of parts) yield { kind: "log", ...part };
    last = parts.at(-1)?.part ?? last;
    const isRead = parts.length < partsAtOnce;
    const isOver = isRead && run.finishedAt !== null;
    const state = JSON.stringify(run);
    if (state !== shown && (isOver || run.finishedAt === null)) {
      yield { kind: "run", run };
      shown = state;
    }
    if (isRead && !isOver) await changed;
    forget();
    if (isOver) return;
  }
}

/**
 * Turns a followed run into server-sent events: `log` carries lines, `run` the run as JSON when it has changed, and
 * `end` says that nothing more comes.
 */
export async function* runEvents(events: AsyncIterable<RunEvent>) {
  for await (const event of events) {
    if (event.kind === "log") yield { event: "log", id: String(event.part), data: event.text.trimEnd() };
    else yield { event: "run", data: JSON.stringify(event.run) };
  }
  yield { event: "end", data: "" };
}
