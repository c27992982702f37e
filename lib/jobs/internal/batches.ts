import "server-only";

const maxWaiting = 1_000;

/** Hands items on in their order, one batch at a time: what comes while a batch is on its way is the next one. */
export class Batches<T> {
  readonly #send: (items: T[]) => Promise<void>;
  #waiting: T[] = [];
  #sending: Promise<void> | null = null;

  /** `send` must not throw. */
  constructor(send: (items: T[]) => Promise<void>) {
    this.#send = send;
  }

  /** False where so many wait already that the item is left out. */
  add(item: T): boolean {
    if (this.#waiting.length >= maxWaiting) return false;
    this.#waiting.push(item);
    this.#sending ??= this.#sendAll();
    return true;
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    // What is added in this turn of the event loop goes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#send(this.#waiting.splice(0));
    this.#sending = null;
  }
}
