import "server-only";

/** One line for whoever watches the start. */
export function say(line: string): void {
  process.stdout.write(`  ${line}\n`);
}
