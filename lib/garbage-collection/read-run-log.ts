import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { getRunRow, noRun } from "./get-run";
import { listLogParts } from "./runs/run-log-store";

const partsAtOnce = 32;

/** Returns a run's log so far, as text; empty if it is no longer kept. Throws `not-found`. */
export async function readRunLog(actor: Actor | null, id: string): Promise<string> {
  const { registry } = await getRunRow(id);
  authorize(actor, "garbage-collection:read", { registry, absent: noRun });
  let text = "";
  let last = -1;
  for (;;) {
    const parts = await listLogParts(id, last, partsAtOnce);
    text += parts.map((part) => part.text).join("");
    last = parts.at(-1)?.part ?? last;
    if (parts.length < partsAtOnce) return text;
  }
}
