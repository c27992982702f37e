import type { ErrorCode } from "./error-codes";

/** A failure as clients see it: RFC 9457's `type`, which ends with the code, and `detail`. */
type Told = { type: string; detail: string };

const base = "/problems/";

/** Returns the `type` of a code; a browser that gets no answer uses `console-unreachable`. */
export const problemType = (code: ErrorCode | "console-unreachable"): string => `${base}${code}`;

/** Returns the problem of a code, with a sentence that helps. */
export const problemOf = (code: ErrorCode, detail: string): Told => ({ type: problemType(code), detail });

/** Returns the problem of an AppError, or of anything else with a code and a detail. */
export const toProblem = ({ code, detail }: { code: ErrorCode; detail: string }): Told => problemOf(code, detail);

/** Returns the code from which a problem was made; the whole `type` if the problem is not the console's. */
export const codeOf = ({ type }: Pick<Told, "type">): string =>
  type.startsWith(base) ? type.slice(base.length) : type;

/** Returns true if a problem has one of these codes. */
export function isProblem(problem: Pick<Told, "type"> | null | undefined, ...codes: ErrorCode[]): boolean {
  return !!problem && codes.some((code) => problem.type === problemType(code));
}
