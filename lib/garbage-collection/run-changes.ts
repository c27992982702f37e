import "server-only";
import { EventEmitter } from "node:events";
import { processWide } from "@/lib/process/process-wide";

const emitter = () => processWide("run-changes", () => new EventEmitter().setMaxListeners(0));

/** Tells those who follow a run in this process that it or its log has changed. */
export function announceChange(runId: string): void {
  emitter().emit(runId);
}

/** Resolves at the next change, when the time is up (another process may be at work), or when aborted. */
export function waitForChange(runId: string, timeoutMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      emitter().off(runId, done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, timeoutMs);
    emitter().once(runId, done);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}
