import "server-only";

/** Where a configuration comes from; `readFile` throws what node:fs throws. */
export type Source = {
  env: Readonly<Record<string, string | undefined>>;
  /** The directory from which relative paths in the environment start. */
  directory: string;
  readFile: (path: string) => string;
};

/** Returns a variable's value, or null; an empty value counts as not set, as compose files pass `${NAME:-}`. */
export function findVariable(source: Source, name: string): string | null {
  return source.env[name]?.trim() || null;
}
