import "server-only";

/**
 * Limits a registry's requests to `perSecond` on average. One task may take several requests: they are counted after
 * they were sent, and the next task waits for any excess.
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

  /** Returns the milliseconds until the next request may be sent; 0 if it may be sent now. */
  waitMs(now = performance.now()): number {
    if (this.perSecond === null) return 0;
    const { requests } = this.traffic;
    // An idle second is made up for, an idle hour is not.
    const rested = Math.min(this.perSecond, this.#credit + ((now - this.#at) / 1_000) * this.perSecond);
    this.#credit = rested - (requests - this.#counted);
    this.#counted = requests;
    this.#at = now;
    return this.#credit >= 0 ? 0 : Math.ceil((-this.#credit / this.perSecond) * 1_000);
  }
}
