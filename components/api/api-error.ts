import type { Problem } from "@/lib/contract/problem";
import type { ErrorCode } from "@/lib/errors/error-codes";
import { codeOf } from "@/lib/errors/problem";

export type ProblemCode = ErrorCode | "console-unreachable";

/** An answer other than the one asked for. `problem` is what the API reported, or stands in if it reported nothing. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(`${problem.type}: ${problem.detail}`, options);
  }

  get code(): ProblemCode {
    return problemCode(this.problem);
  }
}

/** Returns the code to branch on. It may be one that this version doesn't know and has no branch for. */
export function problemCode(problem: { type: string }): ProblemCode {
  return codeOf(problem) as ProblemCode;
}
