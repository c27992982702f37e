import "server-only";

/** Lets a limited number of tasks run at once; the others wait in order of arrival. */
export class Slots {
  readonly #size: number;
  #taken = 0;
  readonly #queue: (() => void)[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  /** Runs the task when a slot is free. Throws the signal's reason when it is aborted while waiting. */
  async run<T>(signal: AbortSignal | undefined, task: () => Promise<T>): Promise<T> {
    await this.#take(signal);
    try {
      return await task();
    } finally {
      this.#release();
    }
  }

  async #take(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#taken < this.#size) {
      this.#taken++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.#queue.splice(this.#queue.indexOf(turn), 1);
        reject(signal?.reason);
      };
      // The slot is handed over, so #taken stays as it is.
      const turn = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      signal?.addEventListener("abort", leave, { once: true });
      this.#queue.push(turn);
    });
  }

  #release(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#taken--;
  }
}
