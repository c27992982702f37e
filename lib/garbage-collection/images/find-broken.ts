import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import type { Descriptor } from "@/lib/oci/descriptor";
import { shortDigest } from "@/lib/oci/digest";
import { childBlobs, childKind, childManifests } from "@/lib/oci/index-children";
import { type AnyManifest, type ImageIndex, type ImageManifest, parseManifest } from "@/lib/oci/manifest";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifest } from "@/lib/registry/find-manifest";
import { hasBlob } from "@/lib/registry/has-blob";
import type { TaggedManifest } from "./snapshot-tags";

/** A tag whose image can't be pulled completely, and the first part that is missing. */
export type BrokenImage = { repository: string; tag: string; digest: string | null; detail: string };

export type FoundBroken = {
  images: BrokenImage[];
  /** Build caches that lack only layers: the next build makes them again, and no image suffers. */
  caches: BrokenImage[];
};

type Options = { signal: AbortSignal };
/** What is wrong with a part, or null; kept by what the part was requested as and by its digest, as tags share parts. */
type Seen = Map<string, Promise<string | null>>;

const imagesAtOnce = 8;
const deepestIndex = 8;

/** Layers that are fetched from elsewhere, by their `urls`; a registry needn't have them (image-spec, layer.md). */
const isFetchedElsewhere = ({ mediaType, urls }: Descriptor) =>
  urls.length > 0 || /nondistributable|\.foreign\./.test(mediaType);

/**
 * Returns the tags with a part that does not answer: their manifest, the manifests of an image index, or the configs
 * and layers of these. Each part is requested once per repository. Throws if the registry can't be asked.
 */
export async function findBroken(
  connection: RegistryConnection,
  tags: Iterable<TaggedManifest>,
  { signal }: Options,
): Promise<FoundBroken> {
  const broken: FoundBroken = { images: [], caches: [] };
  for (const [repository, tagged] of Map.groupBy(tags, (tag) => tag.repository)) {
    const look = lookInto(connection, repository, signal);
    await forEachAtOnce(tagged, imagesAtOnce, async ({ tag, digest }) => {
      signal.throwIfAborted();
      const { detail, isCache } = await look(digest);
      if (detail !== null) broken[isCache ? "caches" : "images"].push({ repository, tag, digest, detail });
    });
  }
  return broken;
}

function lookInto(connection: RegistryConnection, repository: string, signal: AbortSignal) {
  const seen: Seen = new Map();
  const caches = new Set<string>();
  // A build cache lists as blobs what a careless index lists as manifests: an answer for one says nothing about the
  // other.
  const once = (as: "blob" | "manifest", digest: string, look: () => Promise<string | null>) => {
    const key = `${as} ${digest}`;
    const known = seen.get(key) ?? look();
    seen.set(key, known);
    return known;
  };
  const blob = ({ digest }: Descriptor, what: string) =>
    once("blob", digest, async () => {
      try {
        const there = await hasBlob(connection, repository, digest, { signal });
        return there ? null : `Its ${what} ${shortDigest(digest)} is missing.`;
      } catch (error) {
        throwUnlessBroken(error);
        return `Its ${what} ${shortDigest(digest)} can't be read.`;
      }
    });
  const manifest = (digest: string, depth: number): Promise<string | null> =>
    once("manifest", digest, async () => {
      if (depth > deepestIndex) return `Its indexes are nested more than ${deepestIndex} deep.`;
      const found = await read(digest);
      if (typeof found === "string" || found === null) return found;
      if (isCache(found)) caches.add(digest);
      const parts = found.type === "index" ? children(found, depth) : blobs(found);
      return (await Promise.all(parts)).find((detail) => detail !== null) ?? null;
    });
  const blobs = ({ config, layers }: ImageManifest) => [
    ...(config ? [blob(config, "config")] : []),
    ...layers.filter(isHere).map((layer) => blob(layer, "layer")),
  ];
  /** For an unknown type it is not known where to look for the part, so the part is never called missing. */
  const children = ({ manifests }: ImageIndex, depth: number) =>
    manifests.flatMap((child) => {
      const kind = childKind(child);
      if (kind === "manifest") return manifest(child.digest, depth + 1);
      return kind === "blob" && isHere(child) ? blob(child, "layer") : [];
    });
  /** Returns the manifest; a sentence on what is wrong with it; or null for one that only other clients can read. */
  const read = async (digest: string): Promise<AnyManifest | string | null> => {
    try {
      const found = await findManifest(connection, repository, digest, { signal });
      return found ? parseManifest(found.bytes, found.mediaType) : `The manifest ${shortDigest(digest)} is missing.`;
    } catch (error) {
      if (isAppError(error, "manifest-unsupported", "manifest-too-large")) return null;
      throwUnlessBroken(error);
      return `The manifest ${shortDigest(digest)} can't be read.`;
    }
  };
  return async (digest: string) => ({ detail: await manifest(digest, 0), isCache: caches.has(digest) });
}

/** Whether the manifest is an image index of nothing but blobs. */
function isCache(manifest: AnyManifest): boolean {
  return manifest.type === "index" && childBlobs(manifest).length > 0 && childManifests(manifest).length === 0;
}

const isHere = (layer: Descriptor) => !isFetchedElsewhere(layer);

/** A registry's error about a damaged part is a finding, not a failure to ask. */
function throwUnlessBroken(error: unknown): void {
  if (!isAppError(error, "registry-failed", "registry-bad-response", "digest-mismatch")) throw error;
}
