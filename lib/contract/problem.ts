import { z } from "zod";

/** RFC 9457. `type` is `/problems/{code}`, with the codes of lib/errors/error-codes.ts. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  requestId: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;

/** The failure of one item of a list that could otherwise be read. */
export const itemProblemSchema = z.object({ type: z.string(), detail: z.string() });
export type ItemProblem = z.infer<typeof itemProblemSchema>;
