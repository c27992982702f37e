import "server-only";
import type { z } from "zod";

/** JSON that the console has stored in a column. Throws a ZodError where it isn't what the schema says, which is a bug. */
export function fromStored<T>(schema: z.ZodType<T>, text: string): T {
  return schema.parse(JSON.parse(text));
}

/** The same of a column that may be empty. */
export function fromStoredOrNull<T>(schema: z.ZodType<T>, text: string | null | undefined): T | null {
  return text == null ? null : fromStored(schema, text);
}
