import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import type { Descriptor } from "@/lib/oci/descriptor";
import { shortDigest } from "@/lib/oci/digest";
import { type AnyManifest, parseManifest } from "@/lib/oci/manifest";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifest } from "@/lib/registry/find-manifest";
import { hasBlob } from "@/lib/registry/has-blob";
import type { TaggedManifest } from "./read-tags";

/** A tag whose image can't be pulled whole, and the first part that is missing. */
export type BrokenImage = { repository: string; tag: string; digest: string | null; detail: string };

type Options = { signal: AbortSignal };
/** What is wrong with a part, or null; by digest, as tags share their parts. */
type Seen = Map<string, Promise<string | null>>;

const imagesAtOnce = 8;
const deepestIndex = 8;

/** Layers that are fetched from elsewhere, by their `urls`; a registry needn't have them (image-spec, layer.md). */
const isFetchedElsewhere = ({ mediaType, urls }: Descriptor) =>
  (urls?.length ?? 0) > 0 || /nondistributable|\.foreign\./.test(mediaType);

/**
 * The tags of which not every part answers: the manifest, those of an index, their configs and layers. Each part is
 * asked for once per repository. Throws where the registry can't be asked.
 */
export async function findBroken(
  connection: RegistryConnection,
  tags: Iterable<TaggedManifest>,
  { signal }: Options,
): Promise<BrokenImage[]> {
  const broken: BrokenImage[] = [];
  for (const [repository, tagged] of Map.groupBy(tags, (tag) => tag.repository)) {
    const look = lookInto(connection, repository, signal);
    await forEachAtOnce(tagged, imagesAtOnce, async ({ tag, digest }) => {
      signal.throwIfAborted();
      const detail = await look(digest);
      if (detail !== null) broken.push({ repository, tag, digest, detail });
    });
  }
  return broken;
}

function lookInto(connection: RegistryConnection, repository: string, signal: AbortSignal) {
  const seen: Seen = new Map();
  const once = (digest: string, look: () => Promise<string | null>) => {
    const known = seen.get(digest) ?? look();
    seen.set(digest, known);
    return known;
  };
  const blob = ({ digest }: Descriptor, what: string) =>
    once(digest, async () => {
      const there = await hasBlob(connection, repository, digest, { signal }).catch(unlessBroken);
      return there === true ? null : `Its ${what} ${shortDigest(digest)} is missing.`;
    });
  const manifest = (digest: string, depth: number): Promise<string | null> =>
    once(digest, async () => {
      if (depth > deepestIndex) return `Its indexes are nested more than ${deepestIndex} deep.`;
      const found = await read(digest);
      if (typeof found === "string" || found === null) return found;
      const parts =
        found.type === "index"
          ? found.manifests.map((child) => manifest(child.digest, depth + 1))
          : [blob(found.config, "config"), ...found.layers.filter(isHere).map((layer) => blob(layer, "layer"))];
      return (await Promise.all(parts)).find((detail) => detail !== null) ?? null;
    });
  /** The manifest; what is wrong with it; or null for one that only other clients can read. */
  const read = async (digest: string): Promise<AnyManifest | string | null> => {
    try {
      const found = await findManifest(connection, repository, digest, { signal });
      return found ? parseManifest(found.bytes, found.mediaType) : `The manifest ${shortDigest(digest)} is missing.`;
    } catch (error) {
      if (isAppError(error, "manifest-unsupported", "manifest-too-large")) return null;
      unlessBroken(error);
      return `The manifest ${shortDigest(digest)} can't be read.`;
    }
  };
  return (digest: string) => manifest(digest, 0);
}

const isHere = (layer: Descriptor) => !isFetchedElsewhere(layer);

/** What the registry says of a damaged part is no failure to ask. */
function unlessBroken(error: unknown): false {
  if (isAppError(error, "registry-failed", "registry-bad-response", "digest-mismatch")) return false;
  throw error;
}
