import "server-only";

/**
 * Tells `npm start` what the console waits for, or that it runs; does nothing if another program started the console.
 */
export function tellLauncher(news: { doing: string } | { runs: true }): void {
  // A failure can be ignored: when the launcher ends, the console ends too.
  if (process.connected) process.send?.(news, undefined, undefined, () => undefined);
}
