import { AppError } from "./app-error";
import { isErrorCode } from "./error-codes";
import { codeOf } from "./problem";

/** Returns the error from which a problem of the console was made. */
export function errorOfProblem(problem: { type: string; detail: string }): AppError {
  const code = codeOf(problem);
  return new AppError(isErrorCode(code) ? code : "internal", problem.detail);
}
