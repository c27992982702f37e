import type { Problem } from "@/lib/contract/problem";
import { type ErrorCode, isErrorCode } from "@/lib/errors/error-codes";

/** An answer that is not the one asked for. `problem` is what the API said, or what stands for its silence. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(`${problem.type}: ${problem.detail}`, options);
  }

  get code(): ErrorCode | "console-unreachable" | null {
    return problemCode(this.problem);
  }
}

/** The code to branch on; null for one this version doesn't know. */
export function problemCode(problem: { type: string }): ErrorCode | "console-unreachable" | null {
  const code = problem.type.replace("/problems/", "");
  return isErrorCode(code) || code === "console-unreachable" ? code : null;
}
