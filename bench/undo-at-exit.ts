const pending = new Set<() => void>();

/** Has something undone when the process ends, however it ends; what is returned undoes it sooner, and only once. */
export function undoAtExit(undo: () => void): () => void {
  pending.add(undo);
  return () => {
    if (pending.delete(undo)) undo();
  };
}

/** Makes a signal an end like any other. */
export function endOnSignals(): void {
  process.once("exit", () => {
    for (const undo of pending) undo();
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
}
