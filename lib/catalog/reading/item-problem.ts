import "server-only";
import type { ItemProblem } from "@/lib/contract/problem";
import { AppError } from "@/lib/errors/app-error";
import { problemOf } from "@/lib/errors/problem";
import { warnSparingly } from "@/lib/logging/warn-sparingly";

/** The place of the item, for the log. */
export type Place = { registry: string; repository: string; [what: string]: string };

/** Returns an expected failure as the problem of one item; anything else is a bug and is thrown again. */
export function itemProblem(error: unknown, place: Place): ItemProblem {
  if (!(error instanceof AppError)) throw error;
  const { code, detail, context } = error;
  const key = JSON.stringify([place.registry, place.repository, code]);
  warnSparingly(key, { ...place, code, detail, context }, "something could not be read");
  return problemOf(code, detail);
}
