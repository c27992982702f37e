import "server-only";

/** Rings once, at the earliest time that it was set to, but never before `notBefore`. */
export class Alarm {
  #at = Number.POSITIVE_INFINITY;
  #notBefore = 0;
  #wake: () => void = () => undefined;

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener("abort", () => this.#wake());
  }

  /** Sets the time to ring, by `performance.now()`; an earlier time that is already set stays. */
  set(at: number): void {
    this.#at = Math.min(this.#at, at);
    this.#wake();
  }

  notBefore(at: number): void {
    this.#notBefore = at;
  }

  /** Resolves to true when it rings, and to false when the signal is aborted. */
  async rings(): Promise<boolean> {
    for (;;) {
      if (this.signal.aborted) return false;
      const leftMs = Math.max(this.#at, this.#notBefore) - performance.now();
      if (leftMs <= 0) break;
      await this.#sleep(leftMs);
    }
    this.#at = Number.POSITIVE_INFINITY;
    return true;
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = Number.isFinite(ms) ? setTimeout(resolve, ms) : undefined;
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
