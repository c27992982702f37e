import "server-only";
import type { PartsOf } from "./parts";

const manifestBit = 1;
const unreadBit = 2;

/**
 * Counts the configs and layers that the tags of a registry need, each digest once, one repository after another.
 * Digests are identified by the small numbers that the index gives them: arrays take a tenth of the space of maps.
 */
export class TaggedStorage {
  /** Bytes by repository: what it uses, and what no other repository uses. */
  readonly sizeBytes: Float64Array;
  readonly uniqueBytes: Float64Array;
  sharedBytes = 0;
  blobs = 0;
  /** The blobs whose size is unknown: they are in no sum. */
  unknownSizes = 0;
  /** Manifests that tags need and that could not be read; what they name is not counted. */
  unreadManifests = 0;
  readonly #sizes: Float64Array;
  readonly #lastUser: Int32Array;
  readonly #users: Int32Array;
  readonly #bits: Uint8Array;
  #repository = -1;
  #seen = new Set<number>();

  /**
   * `ids` is more than the largest number of a digest. A digest with a larger number came later, and is left to the
   * next count.
   */
  constructor(
    repositories: number,
    readonly ids: number,
  ) {
    this.sizeBytes = new Float64Array(repositories);
    this.uniqueBytes = new Float64Array(repositories);
    this.#sizes = new Float64Array(ids);
    this.#lastUser = new Int32Array(ids).fill(-1);
    this.#users = new Int32Array(ids);
    this.#bits = new Uint8Array(ids);
  }

  /** Adds what tags of the repository name. All calls for one repository come before those for the next. */
  add(repository: number, manifests: Iterable<number>, partsOf: PartsOf): void {
    if (repository !== this.#repository) {
      this.#repository = repository;
      this.#seen = new Set();
    }
    const pending = [...manifests];
    for (let manifest = pending.pop(); manifest !== undefined; manifest = pending.pop()) {
      if (this.#seen.has(manifest) || manifest >= this.ids) continue;
      this.#seen.add(manifest);
      this.#bits[manifest] = this.#bitsOf(manifest) | manifestBit;
      const parts = partsOf.get(manifest);
      if (!parts) this.#addUnread(manifest);
      for (const child of parts?.manifests ?? []) pending.push(child);
      for (const blob of parts?.blobs ?? []) this.#addBlob(repository, blob.id, blob.sizeBytes);
    }
  }

  /** Whether the repository that was added last needs the manifest. */
  needs(manifest: number): boolean {
    return this.#seen.has(manifest);
  }

  /** Whether a tag of any repository needs the digest, as a manifest or as anything else. */
  isTagged(id: number): boolean {
    return this.usersOf(id) > 0 || (this.#bitsOf(id) & manifestBit) > 0;
  }

  /** Returns how many repositories use the config or layer. */
  usersOf(id: number): number {
    return this.#users[id] ?? 0;
  }

  sizeOf(id: number): number {
    return this.#sizes[id] ?? 0;
  }

  /** Returns the last repository that was found to use it. */
  userOf(id: number): number {
    return this.#lastUser[id] ?? -1;
  }

  #bitsOf(id: number): number {
    return this.#bits[id] ?? 0;
  }

  #addUnread(manifest: number): void {
    if (this.#bitsOf(manifest) & unreadBit) return;
    this.#bits[manifest] = this.#bitsOf(manifest) | unreadBit;
    this.unreadManifests++;
  }

  #addBlob(repository: number, id: number, size: number): void {
    const before = this.userOf(id);
    if (id >= this.ids || before === repository) return;
    const users = this.usersOf(id);
    // The first repository to name a digest decides how large it is, so that everything adds up.
    const bytes = users === 0 ? size : this.sizeOf(id);
    this.#users[id] = users + 1;
    this.#sizes[id] = bytes;
    this.#lastUser[id] = repository;
    increase(this.sizeBytes, repository, bytes);
    if (users === 0) {
      this.blobs++;
      if (bytes === 0) this.unknownSizes++;
      increase(this.uniqueBytes, repository, bytes);
    } else if (users === 1) {
      increase(this.uniqueBytes, before, -bytes);
      this.sharedBytes += bytes;
    }
  }
}

function increase(counts: Float64Array, at: number, by: number): void {
  counts[at] = (counts[at] ?? 0) + by;
}
