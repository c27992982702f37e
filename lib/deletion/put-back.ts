import "server-only";
import { findContent } from "@/lib/catalog/content-store";
import { AppError } from "@/lib/errors/app-error";
import { type AnyManifest, parseManifest, storedBlobs } from "@/lib/oci/manifest";
import { canReadBlob } from "@/lib/registry/can-read-blob";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifest } from "@/lib/registry/find-manifest";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { putManifest } from "@/lib/registry/put-manifest";

/** Puts manifests and tags of one repository back; what was found to be there is not looked for a second time. */
export class PutBack {
  readonly #manifests = new Map<string, Promise<void>>();
  readonly #blobs = new Map<string, Promise<boolean>>();
  #present = new Set<string>();

  constructor(
    readonly connection: RegistryConnection,
    readonly repository: string,
  ) {}

  /**
   * Has the tag name the digest again, from the exact bytes that were kept, and reads it again to prove it. Throws
   * `tag-taken` where it is neither that nor `instead` by now (null: gone), `blobs-missing`, or the AppError of the
   * registry's failure.
   */
  async tag(tag: string, digest: string, instead: string | null = null): Promise<void> {
    const { connection, repository } = this;
    const now = (await findManifestDigest(connection, repository, tag))?.digest ?? null;
    if (now !== digest && now !== instead)
      throw new AppError("tag-taken", `${tag} ${now ? `names ${now}` : "is gone"} by now, and was left as it is.`);
    await this.manifest(digest);
    if (now !== digest) await putManifest(connection, repository, tag, await this.#content(digest));
    await this.#prove(tag, digest);
  }

  /** Puts back a manifest, after everything that it lists. Throws as `tag` does. */
  manifest(digest: string): Promise<void> {
    const known = this.#manifests.get(digest) ?? this.#putManifest(digest);
    this.#manifests.set(digest, known);
    return known;
  }

  /** The manifests that were found or put there since this was asked last. */
  takePresent(): Set<string> {
    const present = this.#present;
    this.#present = new Set();
    return present;
  }

  async #putManifest(digest: string): Promise<void> {
    const { connection, repository } = this;
    if (await findManifestDigest(connection, repository, digest)) await this.#putListed(digest);
    else {
      const content = await this.#content(digest);
      await this.#requireParts(parseManifest(content.bytes, content.mediaType));
      await putManifest(connection, repository, digest, content);
      await this.#prove(digest, digest);
    }
    this.#present.add(digest);
  }

  /** An index that is there may have lost what it lists: a collection of registry 2.8 leaves it so. */
  async #putListed(digest: string): Promise<void> {
    const content = await findContent(digest);
    if (!content) return;
    const manifest = parseManifest(content.bytes, content.mediaType);
    if (manifest.type === "index") await this.#requireParts(manifest);
  }

  async #content(digest: string): Promise<{ bytes: Buffer; mediaType: string }> {
    const content = await findContent(digest);
    if (content) return content;
    throw new AppError("blobs-missing", `The registry has lost ${digest}, and the console never had it.`);
  }

  async #requireParts(manifest: AnyManifest): Promise<void> {
    if (manifest.type === "index") {
      for (const child of manifest.manifests) await this.manifest(child.digest);
      return;
    }
    const missing: string[] = [];
    const parts = storedBlobs(manifest);
    for (const { digest } of parts) if (!(await this.#hasBlob(digest))) missing.push(digest);
    if (missing.length === 0) return;
    throw new AppError(
      "blobs-missing",
      `${missing.length} of its ${parts.length} blobs are gone from the registry: ${missing.slice(0, 5).join(", ")}. A garbage collection has made this deletion final; push the image again.`,
      { context: { missing } },
    );
  }

  #hasBlob(digest: string): Promise<boolean> {
    const known = this.#blobs.get(digest) ?? canReadBlob(this.connection, this.repository, digest);
    this.#blobs.set(digest, known);
    return known;
  }

  async #prove(reference: string, digest: string): Promise<void> {
    const found = await findManifest(this.connection, this.repository, reference);
    if (found?.digest === digest) return;
    const { title } = this.connection.config;
    throw new AppError("registry-failed", `${title} took ${reference} back, and then didn't give the same again.`);
  }
}
