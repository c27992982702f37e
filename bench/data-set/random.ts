import { hash } from "node:crypto";

/** Returns the SHA-256 of a text or of bytes, in hex. */
export function sha256(content: string | Uint8Array): string {
  return hash("sha256", content, "hex");
}

/** Numbers that depend on a text alone: the same name gives the same numbers on every machine. */
export class Random {
  #state: number;

  constructor(name: string) {
    this.#state = Number.parseInt(sha256(name).slice(0, 8), 16);
  }

  /** Returns a number from 0 to below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Returns a whole number from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** Returns a whole number in the same range whose logarithm is uniform: many small ones, a few large ones. */
  skewed(from: number, to: number): number {
    return Math.round(from * (to / from) ** this.next());
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }
}
