import "server-only";

/** Lets `npm start` know what the console waits for, or that it runs; nothing where something else has started it. */
export function tellLauncher(news: { doing: string } | { runs: true }): void {
  // A launcher that is gone is nobody's loss: its end ends the console too.
  if (process.connected) process.send?.(news, undefined, undefined, () => undefined);
}
