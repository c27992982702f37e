import { AppError } from "./app-error";
import { isErrorCode } from "./error-codes";
import { codeOf } from "./problem";

/** The error that a problem of ours was made of. */
export function errorOfProblem(problem: { type: string; detail: string }): AppError {
  const code = codeOf(problem);
  return new AppError(isErrorCode(code) ? code : "internal", problem.detail);
}
