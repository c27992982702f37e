import "server-only";
import type { RunEvent } from "./follow-run-log";

/**
 * A followed run as server-sent events: `log` brings lines, `run` the run as JSON when it has changed, `end` says that
 * nothing more comes.
 */
export async function* runEvents(events: AsyncIterable<RunEvent>) {
  for await (const event of events) {
    if (event.kind === "log") yield { event: "log", id: String(event.part), data: event.text.trimEnd() };
    else yield { event: "run", data: JSON.stringify(event.run) };
  }
  yield { event: "end", data: "" };
}
