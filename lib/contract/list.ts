import { z } from "zod";
import { itemProblemSchema } from "./problem";

/**
 * `live`: read for this answer; `indexed`: as the index has it; `partial`: details or, see `incomplete`, items are
 * missing.
 */
export const freshnessSchema = z.object({
  state: z.enum(["live", "indexed", "partial"]),
  checkedAt: z.string().nullable(),
  read: z.number().int(),
  expected: z.number().int(),
  /** Why the list lacks items that the registry may have; absent if it lacks none. */
  incomplete: z.string().optional(),
  /** Why the registry could not be asked at the last attempt; what is shown is older. */
  problem: itemProblemSchema.optional(),
});
export type Freshness = z.infer<typeof freshnessSchema>;

export function listSchema<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    total: z.number().int(),
    nextCursor: z.string().nullable(),
    freshness: freshnessSchema,
  });
}

export type List<T> = { items: T[]; total: number; nextCursor: string | null; freshness: Freshness };

export const orderSchema = z.enum(["asc", "desc"]);

/** The paging part of every list's query. */
export const pagingShape = {
  query: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(500).optional(),
  /**
   * Where the page begins, for callers that want a part from the middle; a cursor stays right when items are added or
   * removed.
   */
  offset: z.coerce.number().int().min(0).max(10_000_000).optional(),
};
