import { type ErrorCode, errorCodes } from "./error-codes";

export type AppErrorOptions = {
  /** For logs only; never sent to a browser. */
  context?: Record<string, unknown>;
  cause?: unknown;
  retryAfterSeconds?: number;
  /** The allowed methods, for `method-not-allowed`. */
  allow?: readonly string[];
};

const brand = Symbol.for("shipshape.app-error");

/** The console's only error class. `detail` is written for the person who sees it: it holds no secret and no stack. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly context: Record<string, unknown>;
  readonly retryAfterSeconds: number | undefined;
  readonly allow: readonly string[] | undefined;
  readonly [brand] = true;

  // Each route and page is a bundle with its own copy of the class, and shared requests throw to all of them.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && brand in value;
  }

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    options: AppErrorOptions = {},
  ) {
    super(`${code}: ${detail}`, { cause: options.cause });
    this.context = options.context ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.allow = options.allow;
  }

  get status(): number {
    return errorCodes[this.code][0];
  }
}

/** Returns true for an AppError with one of the codes (any code if none is given). */
export function isAppError(error: unknown, ...codes: ErrorCode[]): error is AppError {
  return error instanceof AppError && (codes.length === 0 || codes.includes(error.code));
}

/** Returns what is reported of a thrown value: an AppError's own code and detail, and `internal` for a bug. */
export function failureOf(error: unknown): { code: ErrorCode; detail: string } {
  if (error instanceof AppError) return error;
  return { code: "internal", detail: "The console failed." };
}
