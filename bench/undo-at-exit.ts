const pending = new Set<() => void>();

/** Runs `undo` when the process ends, however it ends; the returned function runs it sooner, and only once. */
export function undoAtExit(undo: () => void): () => void {
  pending.add(undo);
  return () => {
    if (pending.delete(undo)) undo();
  };
}

/** Makes the process end normally on a signal, so that `undoAtExit` applies. */
export function endOnSignals(): void {
  process.once("exit", () => {
    for (const undo of pending) undo();
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
}
