import { AppError } from "./app-error";
import { isErrorCode } from "./error-codes";

/** The error that a problem of ours was made of. */
export function errorOfProblem({ type, detail }: { type: string; detail: string }): AppError {
  const code = type.replace("/problems/", "");
  return new AppError(isErrorCode(code) ? code : "internal", detail);
}
