import "server-only";
import { resolve } from "node:path";
import { rememberSecret } from "./known-secrets";
import type { Mistakes } from "./mistakes";
import type { Source } from "./source";

const reasons: Record<string, string> = {
  ENOENT: "there is no such file",
  EACCES: "the console may not read it",
  EPERM: "the console may not read it",
  EISDIR: "it is a directory",
};

/** Returns the file's text. If it can't be read, adds a mistake with its path and returns null. */
export function readTextFile(
  source: Source,
  mistakes: Mistakes,
  place: string,
  file: string,
  directory = source.directory,
): string | null {
  const path = resolve(directory, file);
  try {
    return source.readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    mistakes.add(place, `can't read ${path}: ${reasons[code] ?? (code || "unknown error")}`);
    return null;
  }
}

/** Returns a secret from a file, without the line end that editors and `echo` add; an empty file is a mistake. */
export function readSecretFile(...args: Parameters<typeof readTextFile>): string | null {
  const [, mistakes, place] = args;
  const secret = readTextFile(...args)?.replace(/\r?\n$/, "") ?? null;
  if (secret === "") {
    mistakes.add(place, "the file is empty");
    return null;
  }
  return rememberSecret(secret);
}
