import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/lib/errors/app-error";

/** The time limit of one logical request, combined with the caller's signal. Call `clear` when the request is over. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #endsAt: number;
  readonly #timer: NodeJS.Timeout;
  readonly #stop = () => this.#controller.abort(this.#caller?.reason);

  constructor(totalMs: number, caller?: AbortSignal) {
    this.#endsAt = performance.now() + totalMs;
    this.#caller = caller;
    this.#timer = setTimeout(() => this.#controller.abort(), totalMs);
    if (caller?.aborted) this.#stop();
    else caller?.addEventListener("abort", this.#stop, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get remainingMs(): number {
    return Math.max(0, this.#endsAt - performance.now());
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener("abort", this.#stop);
  }

  /** Returns early when the request ends. */
  async wait(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.signal }).catch(() => undefined);
  }

  /** Waits for shared work, which continues for others when this request ends. */
  race<T>(shared: Promise<T>): Promise<T> {
    const { signal } = this;
    return new Promise((resolve, reject) => {
      const stop = () => reject(signal.reason);
      if (signal.aborted) stop();
      signal.addEventListener("abort", stop, { once: true });
      shared.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
    });
  }

  /**
   * Returns the caller's reason if the caller ended the request, `registry-timeout` if the clock did, else undefined.
   */
  reason(title: string, context: Record<string, unknown> = {}): unknown {
    if (this.#caller?.aborted) return this.#caller.reason;
    if (!this.signal.aborted) return undefined;
    return new AppError("registry-timeout", `${title} did not complete its response in time.`, { context });
  }
}
