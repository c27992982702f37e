import "server-only";
import type { ItemProblem } from "@/lib/contract/problem";
import { AppError } from "@/lib/errors/app-error";

/** An expected failure as the problem of one item; anything else is a bug and is thrown on. */
export function itemProblem(error: unknown): ItemProblem {
  if (!(error instanceof AppError)) throw error;
  return { type: `/problems/${error.code}`, detail: error.detail };
}
