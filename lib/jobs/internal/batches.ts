import "server-only";

const maxWaiting = 1_000;

/**
 * Sends items in their order, one batch at a time: items that are added while a batch is being sent form the next one.
 */
export class Batches<T> {
  readonly #send: (items: T[]) => Promise<void>;
  #waiting: T[] = [];
  #sending: Promise<void> | null = null;

  /** `send` must not throw. */
  constructor(send: (items: T[]) => Promise<void>) {
    this.#send = send;
  }

  /** Returns false if so many items are waiting that this one is dropped. */
  add(item: T): boolean {
    if (this.#waiting.length >= maxWaiting) return false;
    this.#waiting.push(item);
    this.#sending ??= this.#sendAll();
    return true;
  }

  /** Resolves when nothing is waiting any more. */
  async idle(): Promise<void> {
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    // Items that are added in this turn of the event loop join the batch.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#send(this.#waiting.splice(0));
    this.#sending = null;
  }
}
