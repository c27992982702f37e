import type { FakeManifest } from "@/lib/testing/factories";

export type StoredManifest = { bytes: Buffer; mediaType: string };

export type StoredRepository = {
  tags: Map<string, string>;
  manifests: Map<string, StoredManifest>;
  blobs: Map<string, Buffer>;
};

/** The registry's content. Public on purpose: tests check the actual state here. */
export class FakeStore {
  readonly repositories = new Map<string, StoredRepository>();

  repository(name: string): StoredRepository {
    const known = this.repositories.get(name);
    if (known) return known;
    const made: StoredRepository = { tags: new Map(), manifests: new Map(), blobs: new Map() };
    this.repositories.set(name, made);
    return made;
  }

  find(name: string, reference: string): (StoredManifest & { digest: string }) | null {
    const repository = this.repositories.get(name);
    const digest = repository?.tags.get(reference) ?? reference;
    const manifest = repository?.manifests.get(digest);
    return manifest ? { ...manifest, digest } : null;
  }

  /** Stores a manifest with its blobs and children, under a tag unless `tag` is null; returns its digest. */
  push(name: string, tag: string | null, manifest: FakeManifest): string {
    for (const child of manifest.children) this.push(name, null, child);
    const repository = this.repository(name);
    for (const blob of manifest.blobs) repository.blobs.set(blob.digest, blob.bytes);
    repository.manifests.set(manifest.digest, { bytes: manifest.bytes, mediaType: manifest.mediaType });
    if (tag !== null) repository.tags.set(tag, manifest.digest);
    return manifest.digest;
  }

  /** Returns all content, by name and digest, for comparison before and after. */
  outline(): Record<string, { tags: Record<string, string>; manifests: string[]; blobs: string[] }> {
    return Object.fromEntries(
      [...this.repositories].map(([name, { tags, manifests, blobs }]) => [
        name,
        { tags: Object.fromEntries(tags), manifests: [...manifests.keys()], blobs: [...blobs.keys()] },
      ]),
    );
  }

  /** Removes a manifest and every tag on it, as a delete by digest does. */
  removeManifest(name: string, digest: string): boolean {
    const repository = this.repositories.get(name);
    if (!repository?.manifests.delete(digest)) return false;
    for (const [tag, tagged] of repository.tags) if (tagged === digest) repository.tags.delete(tag);
    return true;
  }
}
