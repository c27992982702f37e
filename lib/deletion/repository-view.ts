import "server-only";
import { itemProblem } from "@/lib/catalog/item-problem";
import { findKnownTags } from "@/lib/catalog/known-tags";
import { readTagDetails, type TagDetails } from "@/lib/catalog/read-tag-details";
import { findRepository } from "@/lib/catalog/repository-store";
import type { ItemProblem } from "@/lib/contract/problem";
import { processWide } from "@/lib/process/process-wide";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { listTags, type TagList } from "@/lib/registry/list-tags";

export type TagReading = {
  digest: string | null;
  details: TagDetails | null;
  problem: ItemProblem | null;
  checkedAt: number;
  /** When the details were read: children of an index can vanish while its digest stays. */
  detailsAt: number;
};

const namesFreshMs = 250;
const readingFreshMs = 60_000;
const retryAfterMs = 5_000;
const scanConcurrency = 8;
const maxViews = 100;

/**
 * What this process has read of one repository: the tag names, asked again at each look, and each tag's digest and
 * details, read once and checked again by digest when they are older than a minute. The registry stays the truth: a
 * failed look throws and leaves what was known.
 */
export class RepositoryView {
  tags: string[] = [];
  namesCheckedAt = 0;
  /** The list was cut at the console's limit. */
  truncated = false;
  /** Entries of the list that are no tags. */
  refused = 0;
  private readonly readings = new Map<string, TagReading>();
  private readonly reading = new Map<string, Promise<TagReading>>();
  /** Digests as the index last knew them: the registry then says at little cost whether they still hold. */
  private readonly indexed = new Map<string, string>();
  private names: Promise<void> | null = null;
  private generation = 0;

  constructor(
    readonly connection: RegistryConnection,
    readonly repository: string,
  ) {}

  /** Resolves when the tag names are known as of now, give or take a quarter of a second. Throws what `listTags` throws. */
  async refreshNames(): Promise<void> {
    const wanted = Date.now() - namesFreshMs;
    while (this.namesCheckedAt < wanted) await (this.names ?? this.loadNames());
  }

  /** Asks for the tag names now: an answer under way may be older than what was pushed just before. */
  async askNamesAnew(): Promise<void> {
    this.connection.flights.forget();
    await this.loadNames();
  }

  private loadNames(): Promise<void> {
    const startedAt = Date.now();
    const loading: Promise<void> = listTags(this.connection, this.repository)
      // Overtaken by a change or a newer question: what was asked before it says nothing any more.
      .then((listed) => (this.names === loading ? this.take(listed, startedAt) : this.refreshNames()))
      .finally(() => {
        if (this.names === loading) this.names = null;
      });
    this.names = loading;
    return loading;
  }

  private take({ tags, truncated, refused }: TagList, askedAt: number): void {
    // The same names stay the same list, which is sorted once.
    if (!isSameList(tags, this.tags)) this.tags = tags;
    this.truncated = truncated;
    this.refused = refused;
    this.namesCheckedAt = askedAt;
    const present = new Set(tags);
    for (const tag of this.readings.keys()) if (!present.has(tag)) this.readings.delete(tag);
  }

  /** What is known of a tag now, without asking. */
  find(tag: string): TagReading | null {
    return this.readings.get(tag) ?? null;
  }

  /**
   * Has a tag's digest and details asked for, unless that was done at or after `notBefore`. What failed is asked for
   * again after five seconds. A registry's failure is the reading's problem, not an exception.
   */
  private async read(tag: string, notBefore: number): Promise<void> {
    const known = this.readings.get(tag);
    const earliest = known?.details ? notBefore : Math.max(notBefore, Date.now() - retryAfterMs);
    if (known && known.checkedAt >= earliest) return;
    const running = this.reading.get(tag);
    if (running) {
      // One that began too early is waited for, and then asked again.
      if ((await running).checkedAt < notBefore) await this.read(tag, notBefore);
      return;
    }
    const started = this.readAnew(tag, known ?? null).finally(() => {
      if (this.reading.get(tag) === started) this.reading.delete(tag);
    });
    this.reading.set(tag, started);
    await started;
  }

  private async readAnew(tag: string, known: TagReading | null): Promise<TagReading> {
    const { generation } = this;
    const reading = await this.ask(tag, known);
    if (generation === this.generation) this.readings.set(tag, reading);
    return reading;
  }

  private async ask(tag: string, known: TagReading | null): Promise<TagReading> {
    const checkedAt = Date.now();
    let digest: string | null = null;
    try {
      const head = await findManifestDigest(this.connection, this.repository, tag, {
        knownDigest: known?.digest ?? this.indexed.get(tag),
      });
      if (!head) return { digest: null, details: null, problem: dangling, checkedAt, detailsAt: checkedAt };
      digest = head.digest;
      if (known?.details && known.digest === digest && checkedAt - known.detailsAt < readingFreshMs)
        return { ...known, checkedAt };
      const details = await readTagDetails(this.connection, this.repository, digest);
      return { digest, details, problem: details.problem, checkedAt, detailsAt: checkedAt };
    } catch (error) {
      const problem = itemProblem(error, { registry: this.connection.config.name, repository: this.repository, tag });
      return { digest, details: null, problem, checkedAt, detailsAt: checkedAt };
    }
  }

  /** Reads all tags, each asked for at most `maxAgeMs` before this call, and resolves when that is done. */
  async readAll(tags: string[] = this.tags, maxAgeMs = readingFreshMs): Promise<void> {
    const notBefore = Date.now() - maxAgeMs;
    await this.takeFromIndex(tags.filter((tag) => !this.readings.has(tag)));
    const queue = tags.values();
    const work = async () => {
      for (const tag of queue) await this.read(tag, notBefore);
    };
    await Promise.all(Array.from({ length: scanConcurrency }, work));
  }

  private async takeFromIndex(tags: string[]): Promise<void> {
    const repository = tags.length > 0 ? await findRepository(this.connection.config.name, this.repository) : null;
    if (!repository) return;
    for (const { tag, digest } of await findKnownTags(repository.id, tags)) if (digest) this.indexed.set(tag, digest);
  }

  /** Forgets what was read, so that the next look asks for everything anew. Content by digest is kept. */
  forget(): void {
    this.generation++;
    this.namesCheckedAt = 0;
    this.names = null;
    this.readings.clear();
    this.reading.clear();
  }

  /** Forgets one tag that is gone. */
  drop(tag: string): void {
    this.generation++;
    this.namesCheckedAt = 0;
    this.names = null;
    this.tags = this.tags.filter((other) => other !== tag);
    this.readings.delete(tag);
    this.reading.delete(tag);
  }
}

function isSameList(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}

const dangling: ItemProblem = {
  type: "/problems/manifest-not-found",
  detail: "The registry lists this tag, but has no manifest for it: it can't be pulled. Push it again to repair it.",
};

/** The process's view of a repository; the views looked at longest ago are forgotten first. */
export function repositoryView(connection: RegistryConnection, repository: string): RepositoryView {
  const views = processWide("repository-views", () => new Map<string, RepositoryView>());
  const key = `${connection.config.name}/${repository}`;
  const view = views.get(key) ?? new RepositoryView(connection, repository);
  views.delete(key);
  views.set(key, view);
  for (const oldest of views.keys()) {
    if (views.size <= maxViews) break;
    views.delete(oldest);
  }
  return view;
}
