import "server-only";
import { processWide } from "./process-wide";

type Closer = () => void | Promise<void>;

const closers = () => processWide("shutdown-closers", () => new Set<Closer>());

/** Runs `close` when the process is asked to stop; returns a function that cancels this. */
export function onShutdown(close: Closer): () => void {
  closers().add(close);
  return () => {
    closers().delete(close);
  };
}

/** Runs every registered closer, the newest first; a failing one doesn't keep the others from running. */
export async function runShutdown(): Promise<void> {
  const pending = [...closers()].reverse();
  closers().clear();
  for (const close of pending)
    await Promise.resolve()
      .then(close)
      .catch(() => undefined);
}
