import "server-only";

type Entry = { value: Promise<unknown>; expiresAt: number };

/** Answers that are valid for a while. Callers that ask while an answer is being made wait for that one. */
export class ExpiringCache {
  readonly #entries = new Map<string, Entry>();

  /** Returns the value of the key; `make` says how long it is valid. A failure is passed on and not kept. */
  get<T>(key: string, make: () => Promise<{ value: T; forMs: number }>): Promise<T> {
    const known = this.#entries.get(key);
    if (known && known.expiresAt > performance.now()) return known.value as Promise<T>;
    this.#dropExpired();
    const entry: Entry = { value: Promise.resolve(), expiresAt: Number.POSITIVE_INFINITY };
    entry.value = make().then(
      ({ value, forMs }) => {
        entry.expiresAt = performance.now() + forMs;
        return value;
      },
      (error: unknown) => {
        if (this.#entries.get(key) === entry) this.#entries.delete(key);
        throw error;
      },
    );
    this.#entries.set(key, entry);
    return entry.value as Promise<T>;
  }

  /** Returns true while there is a valid answer for the key. */
  has(key: string): boolean {
    return (this.#entries.get(key)?.expiresAt ?? 0) > performance.now();
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  /** Forgets the answer if it is the refused one; a newer one, or one being made, stays. */
  async forgetIf(key: string, refused: unknown): Promise<void> {
    const entry = this.#entries.get(key);
    const value = await entry?.value.catch(() => undefined);
    if (value === refused && this.#entries.get(key) === entry) this.#entries.delete(key);
  }

  #dropExpired(): void {
    if (this.#entries.size < 1000) return;
    const now = performance.now();
    for (const [key, { expiresAt }] of this.#entries) if (expiresAt <= now) this.#entries.delete(key);
    // Still full of valid answers: the oldest are deleted, so that many repositories can't fill the memory.
    for (const key of this.#entries.keys()) {
      if (this.#entries.size < 1000) return;
      this.#entries.delete(key);
    }
  }
}
