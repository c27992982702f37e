import "server-only";
import { type AppError, isAppError } from "@/lib/errors/app-error";
import { isOfKind } from "@/lib/errors/error-codes";

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
const slowMs = 2_000;
// This many good answers in a row allow one more request at a time.
const growAfter = 20;

/** Returns true if the registry as a whole is out of reach or overloaded, rather than one thing in it broken. */
export function isOutage(error: unknown): error is AppError {
  return isAppError(error) && isOfKind(error.code, "no-answer", "turned-away");
}

/**
 * Decides how many requests at a time a registry gets, and when: fewer when it is slow, one when it asks to wait or has
 * just come back. While it is away, the pauses between attempts grow to a minute.
 */
export class Pace {
  /** The most requests at once. */
  allowed: number;
  /** Why nothing is requested now; null while all is well. */
  problem: AppError | null = null;
  #pausedUntil = 0;
  #pauseMs = firstPauseMs;
  #good = 0;

  constructor(private readonly most: number) {
    this.allowed = most;
  }

  /** Returns the milliseconds until the next request may be sent; 0 if it may be sent now. */
  waitMs(now = performance.now()): number {
    return Math.max(0, this.#pausedUntil - now);
  }

  succeeded(tookMs: number): void {
    this.problem = null;
    this.#pauseMs = firstPauseMs;
    if (tookMs > slowMs) {
      this.allowed = Math.max(1, Math.floor(this.allowed / 2));
      this.#good = 0;
    } else if (this.allowed < this.most && ++this.#good >= growAfter) {
      this.allowed++;
      this.#good = 0;
    }
  }

  /** Pauses. Many requests fail at once when a registry goes away; together they count once. */
  failed(error: AppError, now = performance.now()): void {
    this.problem = error;
    this.allowed = 1;
    this.#good = 0;
    if (now < this.#pausedUntil) return;
    const asked = (error.retryAfterSeconds ?? 0) * 1_000;
    this.#pausedUntil = now + Math.max(this.#pauseMs, asked);
    this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2);
  }
}
