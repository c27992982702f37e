import "server-only";
import { lineSplitter } from "@/lib/jobs/line-splitter";
import type { Cluster } from "./cluster";

const stamped = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) ?(.*)$/;

/** The same moment, so that moments of one node can be compared as text. */
const sortable = (time: string) =>
  time.replace(/(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/, (_all, fraction: string | undefined, zone: string) => {
    return `.${(fraction ?? "").padEnd(9, "0")}${zone}`;
  });

/**
 * The log of one container, each line once and in its order. It can be followed again where the connection broke: what
 * came already is told by its time, of which the API hands out the seconds only.
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
    /** Hands on what is new until the container ends; throws where the connection breaks before. */
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
