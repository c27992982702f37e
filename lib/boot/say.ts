import "server-only";
import { tellLauncher } from "./tell-launcher";

/** Prints one line for people who watch the start. */
export function say(line: string): void {
  process.stdout.write(`  ${line}\n`);
  tellLauncher({ doing: line });
}
