import "server-only";
import type { z } from "zod";

/**
 * Parses JSON that the console stored in a column. Throws a ZodError if it doesn't match the schema, which is a bug.
 */
export function fromStored<T>(schema: z.ZodType<T>, text: string): T {
  return schema.parse(JSON.parse(text));
}

/** Does the same for a column that may be empty; returns null then. */
export function fromStoredOrNull<T>(schema: z.ZodType<T>, text: string | null | undefined): T | null {
  return text == null ? null : fromStored(schema, text);
}
