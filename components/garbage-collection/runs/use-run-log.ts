"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { followEvents } from "@/components/api/follow-events";
import { collectionApiPaths } from "@/lib/contract/collection-paths";
import type { Run } from "@/lib/contract/garbage-collection";

type RunEvents = { onRun: (run: Run) => void; onEnd: () => void };
type RunLogState = { text: string; connected: boolean };

/**
 * Follows a run's log by server-sent events: `log` brings lines, `run` the run when it changes, and `end` comes last.
 */
export function useRunLog(id: string, { onRun, onEnd }: RunEvents): RunLogState {
  const [state, setState] = useState<RunLogState>({ text: "", connected: true });
  const changed = useEffectEvent(onRun);
  const ended = useEffectEvent(onEnd);

  useEffect(() => {
    return followEvents(collectionApiPaths.runLog(id), (source) => {
      let isFirst = true;
      source.addEventListener("open", () => {
        // A new source gets the log from its beginning; a source that reconnects continues.
        const isFresh = isFirst;
        isFirst = false;
        setState(({ text }) => ({ text: isFresh ? "" : text, connected: true }));
      });
      source.addEventListener("error", () => setState(({ text }) => ({ text, connected: false })));
      source.addEventListener("log", (event: MessageEvent<string>) => {
        setState(({ text }) => ({ text: `${text}${event.data}\n`, connected: true }));
      });
      source.addEventListener("run", (event: MessageEvent<string>) => changed(JSON.parse(event.data) as Run));
      source.addEventListener("end", () => {
        source.close();
        ended();
      });
    });
  }, [id]);

  return state;
}
