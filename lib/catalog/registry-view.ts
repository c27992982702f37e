import "server-only";
import type { ItemProblem } from "@/lib/contract/problem";
import { parseReferrerTag } from "@/lib/oci/referrer-tags";
import { processWide } from "@/lib/process/process-wide";
import type { RegistryConnection } from "@/lib/registry/connection";
import { listRepositories } from "@/lib/registry/list-repositories";
import { listTags } from "@/lib/registry/list-tags";
import { itemProblem } from "./item-problem";

type TagCount = { tagCount?: number; problem: ItemProblem | null; checkedAt: number };

const namesFreshMs = 250;
const countFreshMs = 10_000;
const concurrency = 8;

/** What this process has read of one registry: the repository names and how many tags each has. */
export class RegistryView {
  names: string[] = [];
  namesCheckedAt = 0;
  truncated = false;
  /** Entries of the catalog that are no repository names. */
  refused = 0;
  private loading: Promise<void> | null = null;
  private readonly counts = new Map<string, TagCount>();
  private readonly counting = new Map<string, Promise<void>>();

  constructor(readonly connection: RegistryConnection) {}

  /**
   * Resolves when the names are known as of now, give or take a quarter of a second: a refresh must show what was pushed
   * before it, so a slow answer that was asked for earlier doesn't do. Throws what the catalog's failure is called.
   */
  async refreshNames(): Promise<void> {
    const wanted = Date.now() - namesFreshMs;
    while (this.namesCheckedAt < wanted) {
      this.loading ??= this.load().finally(() => {
        this.loading = null;
      });
      await this.loading;
    }
  }

  private async load(): Promise<void> {
    const startedAt = Date.now();
    const { names, truncated, refused } = await listRepositories(this.connection);
    this.names = names;
    this.truncated = truncated;
    this.refused = refused;
    this.namesCheckedAt = startedAt;
  }

  findCount(name: string): TagCount | null {
    return this.counts.get(name) ?? null;
  }

  /** Counts the tags of each repository that wasn't counted lately; a failure becomes that repository's problem. */
  async countAll(names: string[]): Promise<void> {
    const queue = names.values();
    const work = async () => {
      for (const name of queue) await this.count(name);
    };
    await Promise.all(Array.from({ length: concurrency }, work));
  }

  private async count(name: string): Promise<void> {
    const known = this.counts.get(name);
    if (known && Date.now() - known.checkedAt < countFreshMs) return;
    const running = this.counting.get(name) ?? this.countAnew(name).finally(() => this.counting.delete(name));
    this.counting.set(name, running);
    await running;
  }

  private async countAnew(name: string): Promise<void> {
    try {
      const { tags } = await listTags(this.connection, name);
      const tagCount = tags.filter((tag) => !parseReferrerTag(tag)).length;
      this.counts.set(name, { tagCount, problem: null, checkedAt: Date.now() });
    } catch (error) {
      const problem = itemProblem(error, { registry: this.connection.config.name, repository: name });
      this.counts.set(name, { problem, checkedAt: Date.now() });
    }
  }

  /** Forgets the count of a repository that was changed. */
  forgetCount(name: string): void {
    this.counts.delete(name);
  }
}

/** The process's view of a registry. */
export function registryView(connection: RegistryConnection): RegistryView {
  const views = processWide("registry-views", () => new Map<string, RegistryView>());
  const view = views.get(connection.config.name) ?? new RegistryView(connection);
  views.set(connection.config.name, view);
  return view;
}
