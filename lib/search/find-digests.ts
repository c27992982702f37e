import "server-only";
import type { HitOf } from "@/lib/contract/search";
import { database } from "@/lib/db/database";
import { isAppError } from "@/lib/errors/app-error";
import { type AnyManifest, kindOf, parseManifest } from "@/lib/oci/manifest";
import { findContent } from "@/lib/registry-index/contents/content-store";
import { bytesDigest } from "@/lib/registry-index/tables/digest-bytes";
import { digestRange } from "./digest-range";
import { findPlaces, type Place } from "./find-places";
import type { Wanted } from "./parse-query";
import type { Ranked } from "./ranked";
import type { Scope } from "./scope";

type DigestHit = HitOf<"manifest" | "blob">;
type Blob = { id: number; digest: string; sizeBytes: number };

const sureMatch = 0;
const guessMatch = 3;
// This many hex digits are hardly anything but a digest.
const sureDigits = 12;
// Of which the person may see a few only.
const manyBlobs = 200;

/**
 * Returns the manifests, configs and layers whose digests begin with the wanted digits, and where they are. Those that
 * no repository has are left out.
 */
export async function findDigests(
  scope: Scope,
  { digest, words, inRepository }: Wanted,
  limit: number,
): Promise<Ranked<DigestHit>[]> {
  if (digest === null) return [];
  const blobs = await readBlobs(digest, scope.onlyIds ? manyBlobs : limit);
  if (blobs.length === 0) return [];
  // If the digits might be something else, they are among the words too.
  const others = words.filter((word) => !word.endsWith(digest.hex));
  const places = await findPlaces(
    scope,
    blobs.map(({ id }) => id),
    [...others, ...inRepository],
  );
  const hits = await Promise.all(blobs.map((blob) => toHit(blob, places.get(blob.id))));
  const match = digest.sure || digest.hex.length >= sureDigits ? sureMatch : guessMatch;
  const found = hits.filter((hit) => hit !== null).slice(0, limit);
  return found.map((hit) => ({ match, hit }));
}

async function readBlobs({ hex, algorithm }: NonNullable<Wanted["digest"]>, limit: number): Promise<Blob[]> {
  const { from, below } = digestRange(hex);
  let query = database()
    .selectFrom("blob")
    .select(["id", "digest", "size_bytes"])
    .where("digest", ">=", from)
    .orderBy("digest")
    .limit(2 * limit);
  if (below) query = query.where("digest", "<", below);
  const rows = await query.execute();
  return rows
    .map(({ id, digest, size_bytes }) => ({ id, digest: bytesDigest(digest), sizeBytes: Number(size_bytes) }))
    .filter(({ digest }) => algorithm === null || digest.startsWith(algorithm))
    .slice(0, limit);
}

async function toHit({ digest, sizeBytes }: Blob, place: Place | undefined): Promise<DigestHit | null> {
  if (!place) return null;
  const { repository, manifest, isManifest, tags, viaIndex, manifests, more } = place;
  const where = { registry: repository.registry, repository: repository.name, digest };
  const parsed = await findManifest(manifest);
  if (isManifest)
    return { kind: "manifest", ...where, manifestKind: parsed ? kindOf(parsed) : "unknown", tags, viaIndex };
  const role = parsed?.type === "manifest" && parsed.config?.digest === digest ? "config" : "layer";
  const tag = viaIndex ? null : (tags[0] ?? null);
  return { kind: "blob", ...where, role, sizeBytes, manifest, tag, manifests, more };
}

async function findManifest(digest: string): Promise<AnyManifest | null> {
  const content = await findContent(digest);
  try {
    return content && parseManifest(content.bytes, content.mediaType);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
