import "server-only";
import { tellLauncher } from "./tell-launcher";

/** One line for whoever watches the start. */
export function say(line: string): void {
  process.stdout.write(`  ${line}\n`);
  tellLauncher({ doing: line });
}
