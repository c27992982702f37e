import type { ErrorCode } from "./error-codes";

/** A failure as it is told to clients: RFC 9457's `type`, which ends with the code, and `detail`. */
type Told = { type: string; detail: string };

const base = "/problems/";

/** The `type` of a code; `console-unreachable` is what a browser says that gets no answer. */
export const problemType = (code: ErrorCode | "console-unreachable"): string => `${base}${code}`;

/** What a code is told as, with a sentence that helps. */
export const problemOf = (code: ErrorCode, detail: string): Told => ({ type: problemType(code), detail });

/** What an AppError, or something else with a code and a detail, is told as. */
export const toProblem = ({ code, detail }: { code: ErrorCode; detail: string }): Told => problemOf(code, detail);

/** The code that a problem was made of; the whole text where it is none of ours. */
export const codeOf = ({ type }: Pick<Told, "type">): string =>
  type.startsWith(base) ? type.slice(base.length) : type;

/** Whether a problem is of one of these codes. */
export function isProblem(problem: Pick<Told, "type"> | null | undefined, ...codes: ErrorCode[]): boolean {
  return !!problem && codes.some((code) => problem.type === problemType(code));
}
