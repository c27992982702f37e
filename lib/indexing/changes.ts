import "server-only";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";
import { flushWrites } from "@/lib/registry-index/writing/write-behind";

const soonMs = 20;
const everyMs = 250;
// An announcement can hold this many names of the longest kind.
const mostNames = 25;

/**
 * Announces at most four times a second which repositories have changed, and only changes that are already in the
 * database.
 */
export class Changes {
  #names = new Set<string>();
  #many = false;
  #timer: NodeJS.Timeout | null = null;
  #toldAt = 0;

  constructor(private readonly registry: string) {}

  /** Notes that a repository has changed; null: the registry as a whole. */
  note(repository: string | null): void {
    if (repository === null || this.#names.size >= mostNames) this.#many = true;
    else this.#names.add(repository);
    this.#timer ??= setTimeout(() => void this.#tell(), Math.max(soonMs, this.#toldAt + everyMs - performance.now()));
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #tell(): Promise<void> {
    this.#timer = null;
    this.#toldAt = performance.now();
    const repositories = this.#many ? null : [...this.#names];
    this.#names = new Set();
    this.#many = false;
    await flushWrites();
    announceToIndex("changed", { registry: this.registry, repositories });
  }
}
