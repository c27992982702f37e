import "server-only";
import { hideInText } from "@/lib/garbage-collection/collector-output/hide-in-text";
import { announceChange } from "./run-changes";
import { appendLogPart, findLastPart } from "./run-log-store";

export type RunLog = {
  /** Adds a line of the console's own, which is always kept. Secrets are removed from every line. */
  note(text: string): void;
  /** Adds a line of a command's output; after 4 MiB have been kept, further lines are only counted. */
  output(line: string): void;
  /** Writes pending lines; resolves when they are in the database, or lost because the database can't write. */
  flush(): Promise<void>;
};

const mostOutputBytes = 4 * 1024 * 1024;
const partBytes = 64 * 1024;
const flushAfterMs = 200;

/** Opens a run's log for appending. */
export async function openRunLog(runId: string, limitBytes = mostOutputBytes): Promise<RunLog> {
  let part = (await findLastPart(runId)) + 1;
  let pending = "";
  let keptBytes = 0;
  let droppedLines = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (pending === "") return writing;
    const next = { part: part++, text: pending };
    pending = "";
    // A log that can't be written must not stop a collection half-way.
    writing = writing
      .then(() => appendLogPart(runId, next))
      .catch(() => undefined)
      .then(() => announceChange(runId));
    return writing;
  };
  const add = (text: string) => {
    pending += `${new Date().toISOString().slice(0, 19)}Z ${hideInText(text)}\n`;
    if (pending.length >= partBytes) void flush();
    else timer ??= setTimeout(() => void flush(), flushAfterMs);
  };

  return {
    flush,
    note: (text) => {
      if (droppedLines > 0) {
        const dropped = droppedLines;
        droppedLines = 0;
        add(`… ${dropped} more lines of output are not kept`);
      }
      add(text);
    },
    output: (line) => {
      keptBytes += Buffer.byteLength(line) + 1;
      if (keptBytes > limitBytes) droppedLines += 1;
      else add(`  ${line}`);
    },
  };
}
