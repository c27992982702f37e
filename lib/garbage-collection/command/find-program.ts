import "server-only";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, resolve } from "node:path";
import { childEnvironment } from "@/lib/jobs/child-environment";

const isExecutable = (file: string) =>
  access(/*turbopackIgnore: true*/ file, constants.X_OK).then(
    () => true,
    () => false,
  );

/** Returns the file that the system runs for that name, or null if there is no executable one. */
export async function findProgram(name: string, searched = childEnvironment().PATH ?? ""): Promise<string | null> {
  const folders = name.includes("/") ? [""] : searched.split(delimiter).filter(Boolean);
  for (const folder of folders) {
    const file = resolve(/*turbopackIgnore: true*/ folder, name);
    if (await isExecutable(file)) return file;
  }
  return null;
}

/**
 * Returns the programs that a command line starts: its own, and the one that `env` starts after its settings. What
 * other programs start, or `env` with further options, can't be known.
 */
export function programsOf(command: readonly string[]): string[] {
  const [program = "", ...rest] = command;
  if (rest.some((word) => word.startsWith("PATH="))) return [program];
  const first = rest.find((word) => !/^\w+=/.test(word));
  const inner = /(^|\/)env$/.test(program) && first && !first.startsWith("-") ? first : undefined;
  return inner === undefined ? [program] : [program, inner];
}
