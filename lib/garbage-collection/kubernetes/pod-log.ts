import "server-only";
import { lineSplitter } from "@/lib/jobs/line-splitter";
import type { Cluster } from "./cluster";

const stamped = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) ?(.*)$/;

/** Returns the same time in a form in which times of one node can be compared as text. */
const sortable = (time: string) =>
  time.replace(/(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/, (_all, fraction: string | undefined, zone: string) => {
    return `.${(fraction ?? "").padEnd(9, "0")}${zone}`;
  });

/**
 * Reads the log of one container, each line once and in order. It can be followed again after the connection broke:
 * lines that came already are recognized by their time, as the API resumes only at whole seconds.
 */
export function podLog(cluster: Cluster, place: { pod: string; container: string }, onLine: (line: string) => void) {
  let last = { time: "", sortable: "", lines: 0 };
  const path = `${cluster.podsPath}/${encodeURIComponent(place.pod)}/log`;

  const reader = () => {
    const before = last;
    let repeated = 0;
    return lineSplitter((line) => {
      const [, time, text = ""] = stamped.exec(line) ?? [];
      if (time === undefined) return onLine(line);
      const at = sortable(time);
      if (at < before.sortable) return;
      if (at === before.sortable) {
        repeated += 1;
        if (repeated <= before.lines) return;
      }
      last = { time, sortable: at, lines: at === last.sortable ? last.lines + 1 : 1 };
      onLine(text);
    });
  };

  return {
    /** Passes on new lines until the container ends; throws if the connection breaks before. */
    async follow(signal: AbortSignal): Promise<void> {
      const query = new URLSearchParams({ container: place.container, follow: "true", timestamps: "true" });
      if (last.time !== "") query.set("sinceTime", last.time);
      const request = { method: "GET", path: `${path}?${query}`, headers: { accept: "*/*" }, signal } as const;
      const lines = reader();
      for await (const chunk of await cluster.api.stream(request)) lines.write(chunk);
      lines.end();
    },
  };
}
