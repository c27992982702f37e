import "server-only";
import type { ItemProblem } from "@/lib/contract/problem";
import { parseReferrerTag } from "@/lib/oci/referrer-tags";
import { processWide } from "@/lib/process/process-wide";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { listTags } from "@/lib/registry/list-tags";
import { itemProblem } from "./item-problem";
import { readTagDetails, type TagDetails } from "./read-tag-details";

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
const scanFreshMs = 5 * 60_000;
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
  private names: Promise<void> | null = null;
  private scan: Promise<void> | null = null;
  private generation = 0;

  constructor(
    readonly connection: RegistryConnection,
    readonly repository: string,
  ) {}

  /** Asks for the tag names, unless that was done within the last quarter of a second. Throws what `listTags` throws. */
  async refreshNames(): Promise<void> {
    if (Date.now() - this.namesCheckedAt < namesFreshMs) return;
    this.names ??= this.loadNames().finally(() => {
      this.names = null;
    });
    await this.names;
  }

  private async loadNames(): Promise<void> {
    const { generation } = this;
    const listed = await listTags(this.connection, this.repository);
    if (generation !== this.generation) return;
    this.tags = listed.tags;
    this.truncated = listed.truncated;
    this.refused = listed.refused;
    this.namesCheckedAt = Date.now();
    const present = new Set(listed.tags);
    for (const tag of this.readings.keys()) if (!present.has(tag)) this.readings.delete(tag);
  }

  /** What is known of a tag now, without asking. */
  find(tag: string): TagReading | null {
    return this.readings.get(tag) ?? null;
  }

  /**
   * A tag's digest and details, asked for unless they were checked less than `maxAgeMs` ago. What failed is asked for
   * again after five seconds. A registry's failure is the reading's problem, not an exception.
   */
  async read(tag: string, maxAgeMs = readingFreshMs): Promise<TagReading> {
    const known = this.readings.get(tag);
    const limitMs = known?.details ? maxAgeMs : Math.min(maxAgeMs, retryAfterMs);
    if (known && Date.now() - known.checkedAt < limitMs) return known;
    const running = this.reading.get(tag);
    if (running) return running;
    const started = this.readAnew(tag, known ?? null).finally(() => this.reading.delete(tag));
    this.reading.set(tag, started);
    return started;
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
        knownDigest: known?.digest ?? undefined,
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

  /** Reads every tag that wasn't read lately, and resolves when that is done; one scan at a time. */
  scanAll(): Promise<void> {
    this.scan ??= this.readAll(this.tags, scanFreshMs).finally(() => {
      this.scan = null;
    });
    return this.scan;
  }

  /** Reads all tags, each not longer ago than `maxAgeMs`, and resolves when that is done. */
  async readAll(tags: string[] = this.tags, maxAgeMs = readingFreshMs): Promise<void> {
    const queue = tags.values();
    const work = async () => {
      for (const tag of queue) await this.read(tag, maxAgeMs);
    };
    await Promise.all(Array.from({ length: scanConcurrency }, work));
  }

  /** The tags with the digest, as far as read. */
  tagsOf(digest: string): string[] {
    return this.tags.filter((tag) => this.readings.get(tag)?.digest === digest && !parseReferrerTag(tag));
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

const dangling: ItemProblem = {
  type: "/problems/manifest-not-found",
  detail: "The registry lists this tag, but has no manifest for it: it can't be pulled. Push it again or delete it.",
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
