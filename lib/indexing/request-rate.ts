import "server-only";

/**
 * Holds a registry's requests to so many a second on average. What somebody begins may take several requests: they are
 * counted when they were sent, and what was too much is waited for before the next begins.
 */
export class RequestRate {
  #credit: number;
  #at: number;
  #counted: number;

  constructor(
    private readonly perSecond: number | null,
    private readonly traffic: { readonly requests: number },
    now = performance.now(),
  ) {
    this.#credit = perSecond ?? 0;
    this.#at = now;
    this.#counted = traffic.requests;
  }

  /** Milliseconds until something may be asked again; 0 for now. */
  waitMs(now = performance.now()): number {
    if (this.perSecond === null) return 0;
    const { requests } = this.traffic;
    // A rest of a second is made up for, not one of an hour.
    const rested = Math.min(this.perSecond, this.#credit + ((now - this.#at) / 1_000) * this.perSecond);
    this.#credit = rested - (requests - this.#counted);
    this.#counted = requests;
    this.#at = now;
    return this.#credit >= 0 ? 0 : Math.ceil((-this.#credit / this.perSecond) * 1_000);
  }
}
