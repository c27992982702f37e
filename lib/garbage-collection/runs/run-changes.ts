import "server-only";
import { EventEmitter } from "node:events";
import { processWide } from "@/lib/process/process-wide";

const emitter = () => processWide("run-changes", () => new EventEmitter().setMaxListeners(0));

/** Tells followers of a run in this process that the run or its log has changed. */
export function announceChange(runId: string): void {
  emitter().emit(runId);
}

/**
 * Watches a run from now on: `changed` resolves at its next change, when the time is up (another process may be working
 * on it), when aborted, or at `forget`.
 */
export function watchChanges(runId: string, timeoutMs: number, signal: AbortSignal) {
  const { promise: changed, resolve } = Promise.withResolvers<void>();
  const forget = () => {
    clearTimeout(timer);
    emitter().off(runId, forget);
    signal.removeEventListener("abort", forget);
    resolve();
  };
  const timer = setTimeout(forget, timeoutMs);
  emitter().once(runId, forget);
  signal.addEventListener("abort", forget);
  if (signal.aborted) forget();
  return { changed, forget };
}
