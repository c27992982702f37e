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

/** The file that is run for that name, as the system looks for it; null where there is none that may be run. */
export async function findProgram(name: string, searched = childEnvironment().PATH ?? ""): Promise<string | null> {
  const folders = name.includes("/") ? [""] : searched.split(delimiter).filter(Boolean);
  for (const folder of folders) {
    const file = resolve(/*turbopackIgnore: true*/ folder, name);
    if (await isExecutable(file)) return file;
  }
  return null;
}

/**
 * The programs that a command line starts: its own, and the one that `env` starts with the settings before it. What other
 * programs start, and where `env` has more to say, nobody can tell.
 */
export function programsOf(command: readonly string[]): string[] {
  const [program = "", ...rest] = command;
  if (rest.some((word) => word.startsWith("PATH="))) return [program];
  const first = rest.find((word) => !/^\w+=/.test(word));
  const inner = /(^|\/)env$/.test(program) && first && !first.startsWith("-") ? first : undefined;
  return inner === undefined ? [program] : [program, inner];
}
