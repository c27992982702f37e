import type { ServerResponse } from "node:http";
import type { JobRun } from "./world";

/**
 * Sends a container's log and follows it to its end. If `sinceTime` is given, starts at its second, as the node
 * receives whole seconds only. Breaks the connection after `cutAfter` lines.
 */
export function sendLog(
  response: ServerResponse,
  { run, query }: { run: JobRun; query: URLSearchParams },
  cutAfter = Number.POSITIVE_INFINITY,
): void {
  response.writeHead(200, { "content-type": "text/plain" });
  response.flushHeaders();
  const since = (query.get("sinceTime") ?? "").slice(0, 19);
  let sent = 0;
  let at = 0;
  const more = () => {
    for (; at < run.lines.length; at++) {
      const line = run.lines[at];
      if (!line || line.time.slice(0, 19) < since) continue;
      if (sent++ >= cutAfter) return void response.destroy();
      response.write(query.get("timestamps") === "true" ? `${line.time} ${line.text}\n` : `${line.text}\n`);
    }
    if (run.exitCode !== null) response.end();
  };
  run.onChange.add(more);
  response.once("close", () => run.onChange.delete(more));
  more();
}
