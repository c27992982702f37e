import "server-only";
import { isBlobMissing, lookAt } from "@/lib/deletion/carrying-out/look";
import { type MayGoOn, whileGood } from "@/lib/deletion/carrying-out/while-good";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import { childBlobs, childKind } from "@/lib/oci/index-children";
import { type AnyManifest, parseManifest, storedBlobs } from "@/lib/oci/manifest";
import type { RegistryConnection } from "@/lib/registry/connection";
import { putManifest } from "@/lib/registry/put-manifest";
import { findContent } from "@/lib/registry-index/contents/content-store";
import type { Content } from "@/lib/registry-index/contents/write-contents";

const requestsAtOnce = 8;

/** Restores manifests and tags of one repository, while `mayGoOn`. What was found to exist is not looked for again. */
export class PutBack {
  readonly #manifests = new Map<string, Promise<void>>();
  readonly #blobs = new Map<string, Promise<boolean>>();
  #present = new Set<string>();

  constructor(
    readonly connection: RegistryConnection,
    readonly repository: string,
    readonly mayGoOn: MayGoOn = () => true,
  ) {}

  /**
   * Makes the tag name the digest again, from the exact bytes that were kept, and reads the tag again to prove it.
   * Looks at the tag last, so that nothing else happens between the look and the push. Throws `tag-taken` if the tag
   * then names neither the digest nor `instead` (null: gone), `blobs-missing`, the AppError of the registry's failure,
   * or NotNow.
   */
  async tag(tag: string, digest: string, instead: string | null = null): Promise<void> {
    const { connection, repository } = this;
    const look = async () => {
      const now = await lookAt(connection, repository, tag);
      if (now !== digest && now !== instead)
        throw new AppError("tag-taken", `${tag} ${now ? `names ${now}` : "is gone"} by now, and was left as it is.`);
      return now === digest ? "there" : null;
    };
    // Before anything is restored for the tag.
    await look();
    await this.manifest(digest);
    const content = await this.#content(digest);
    await whileGood<unknown>(look, (beforeSending) => this.#put(tag, content, beforeSending), this.mayGoOn);
    await this.#prove(tag, digest);
  }

  /** Restores a manifest, after everything that it lists. Throws the same errors as `tag`. */
  manifest(digest: string): Promise<void> {
    const known = this.#manifests.get(digest) ?? this.#putManifest(digest);
    this.#manifests.set(digest, known);
    return known;
  }

  /** Returns the manifests that were found or put there since the last call. */
  takePresent(): Set<string> {
    const present = this.#present;
    this.#present = new Set();
    return present;
  }

  async #putManifest(digest: string): Promise<void> {
    if (await this.#isThere(digest)) await this.#putListed(digest);
    else {
      const content = await this.#content(digest);
      const manifest = parsed(content);
      if (manifest) await this.#requireParts(manifest);
      await this.#put(digest, content);
      await this.#prove(digest, digest);
    }
    this.#present.add(digest);
  }

  /** Returns false also if the manifest can't be looked at: pushing it again does no harm, and the registry decides. */
  async #isThere(digest: string): Promise<boolean> {
    try {
      return (await lookAt(this.connection, this.repository, digest)) !== null;
    } catch (error) {
      if (isAppError(error, "registry-failed", "registry-denied", "registry-bad-response")) return false;
      throw error;
    }
  }

  /** An existing index may have lost what it lists: a garbage collection of registry 2.8 leaves it in that state. */
  async #putListed(digest: string): Promise<void> {
    const content = await findContent(digest);
    const manifest = content && parsed(content);
    if (manifest?.type === "index") await this.#requireParts(manifest);
  }

  async #content(digest: string): Promise<Content> {
    const content = await findContent(digest);
    if (content) return content;
    throw new AppError("blobs-missing", `The registry has lost ${digest}, and the console has no copy.`);
  }

  async #put(reference: string, content: Content, beforeSending?: () => void): Promise<void> {
    const { connection, repository } = this;
    try {
      await putManifest(connection, repository, reference, content, beforeSending ? { beforeSending } : {});
    } catch (error) {
      const missing = isAppError(error, "registry-failed") && error.context.missing;
      throw Array.isArray(missing) ? blobsMissing(missing) : error;
    }
  }

  async #requireParts(manifest: AnyManifest): Promise<void> {
    if (manifest.type === "index") {
      for (const child of manifest.manifests) if (childKind(child) === "manifest") await this.manifest(child.digest);
    }
    const missing: string[] = [];
    const parts = manifest.type === "index" ? childBlobs(manifest) : storedBlobs(manifest);
    await forEachAtOnce(parts, requestsAtOnce, async ({ digest }) => {
      if (await this.#isMissing(digest)) missing.push(digest);
    });
    if (missing.length > 0) throw blobsMissing(missing, parts.length);
  }

  #isMissing(digest: string): Promise<boolean> {
    const known = this.#blobs.get(digest) ?? isBlobMissing(this.connection, this.repository, digest);
    this.#blobs.set(digest, known);
    return known;
  }

  async #prove(reference: string, digest: string): Promise<void> {
    if ((await lookAt(this.connection, this.repository, reference)) === digest) return;
    const { title } = this.connection.config;
    throw new AppError("registry-failed", `${title} accepted ${reference}, but then returned something else.`);
  }
}

function parsed({ bytes, mediaType }: Content): AnyManifest | null {
  try {
    return parseManifest(bytes, mediaType);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

function blobsMissing(missing: string[], of?: number): AppError {
  const count = of === undefined ? `${missing.length}` : `${missing.length} of its ${of}`;
  return new AppError(
    "blobs-missing",
    `${count} ${missing.length === 1 && of === undefined ? "blob is" : "blobs are"} gone from the registry: ${missing.slice(0, 5).join(", ")}. A garbage collection has made this deletion final; push the image again.`,
    { context: { missing } },
  );
}
