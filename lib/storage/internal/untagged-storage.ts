import "server-only";
import type { Parts, PartsOf } from "./parts";
import type { TaggedStorage } from "./tagged-storage";

/** The manifests that a repository left behind; true for a manifest that was deleted by its digest. */
export type Untagged = ReadonlyMap<number, boolean>;

// A plain collection keeps what a remaining manifest names, and frees the rest.
const kept = 1;
const freed = 2;
type Fate = typeof kept | typeof freed;

/**
 * Counts what only untagged manifests need: their own bytes, their configs and their layers. Deleting an image index
 * doesn't delete the manifests that it lists: they stay until untagged ones are removed, unless they were deleted too.
 */
export class UntaggedStorage {
  /** Bytes by repository that a collection with "remove untagged" would free of what the repository left behind. */
  readonly reclaimableBytes: Float64Array;
  /** Bytes that a plain collection would free. */
  deletedBytes = 0;
  /** Bytes that a collection with "remove untagged" would free in addition. */
  untaggedBytes = 0;
  readonly #fates: Uint8Array;
  #repository = -1;
  #counted = new Set<number>();

  constructor(
    repositories: number,
    private readonly tagged: TaggedStorage,
  ) {
    this.reclaimableBytes = new Float64Array(repositories);
    this.#fates = new Uint8Array(tagged.ids);
  }

  /**
   * Adds some of the manifests that the repository left behind; `untagged` are all of them. All calls for one
   * repository come before those for the next.
   */
  add(repository: number, manifests: Iterable<number>, untagged: Untagged, partsOf: PartsOf): void {
    if (repository !== this.#repository) {
      this.#repository = repository;
      this.#counted = new Set();
    }
    const seen = new Map<number, number>();
    const fateOf = (manifest: number): Fate => (untagged.get(manifest) ? freed : kept);
    const pending = [...manifests].map((manifest) => ({ manifest, fate: fateOf(manifest) }));
    const walk = (manifest: number, fate: Fate) => {
      const before = seen.get(manifest) ?? 0;
      const parts = partsOf.get(manifest);
      if (!parts || before & (kept | fate)) return;
      seen.set(manifest, before | fate);
      this.#add(repository, manifest, parts.sizeBytes, fate);
      for (const child of childrenOf(parts, untagged)) pending.push({ manifest: child, fate: kept });
      for (const blob of parts.blobs) this.#add(repository, blob.id, blob.sizeBytes, fate);
    };
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) walk(next.manifest, next.fate);
  }

  #add(repository: number, id: number, size: number, fate: Fate): void {
    if (id >= this.tagged.ids || this.tagged.isTagged(id)) return;
    if (!this.#counted.has(id)) {
      this.#counted.add(id);
      this.reclaimableBytes[repository] = (this.reclaimableBytes[repository] ?? 0) + size;
    }
    const before = this.#fates[id] ?? 0;
    this.#fates[id] = before | fate;
    if (before === 0 && fate === freed) this.deletedBytes += size;
    if (before === 0 && fate === kept) this.untaggedBytes += size;
    if (before === freed && fate === kept) {
      this.deletedBytes -= size;
      this.untaggedBytes += size;
    }
  }
}

function childrenOf(index: Parts, untagged: Untagged): number[] {
  return index.manifests.filter((child) => untagged.get(child) !== true);
}
