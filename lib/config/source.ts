import "server-only";

/** Where a configuration comes from; `readFile` throws what node:fs throws. */
export type Source = {
  env: Readonly<Record<string, string | undefined>>;
  /** What relative paths in the environment start from. */
  directory: string;
  readFile: (path: string) => string;
};

/** A variable's value; an empty one counts as not set, as compose files pass `${NAME:-}`. */
export function findVariable(source: Source, name: string): string | null {
  return source.env[name]?.trim() || null;
}
