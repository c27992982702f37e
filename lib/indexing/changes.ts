import "server-only";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";
import { flushWrites } from "@/lib/registry-index/writing/write-behind";

const soonMs = 20;
const everyMs = 250;
// As many names as an announcement can hold, at their longest.
const mostNames = 25;

/** Tells at most four times a second which repositories have changed, and only of what is in the database already. */
export class Changes {
  #names = new Set<string>();
  #many = false;
  #timer: NodeJS.Timeout | null = null;
  #toldAt = 0;

  constructor(private readonly registry: string) {}

  /** A repository has changed; null: the registry as a whole. */
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
