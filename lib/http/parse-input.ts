import "server-only";
import type { z } from "zod";
import { AppError } from "@/lib/errors/app-error";

/** Returns the parsed value. Throws `invalid-request`, whose detail lists every mistake with its place. */
export function parseInput<T extends z.ZodType>(schema: T, value: unknown, what: string): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map(({ path, message }) => `${[what, ...path].join(".")}: ${message}`);
  throw new AppError("invalid-request", mistakes.slice(0, 20).join("; "));
}

/**
 * Returns the query as an object. Throws `invalid-request` for a repeated name, as readers may pick different values.
 */
export function queryObject(query: URLSearchParams): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of query) {
    if (values.has(name)) throw new AppError("invalid-request", `query.${name.slice(0, 80)}: is given twice`);
    values.set(name, value);
  }
  return Object.fromEntries(values);
}
