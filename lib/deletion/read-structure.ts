import "server-only";
import { setImmediate } from "node:timers/promises";
import { findContents } from "@/lib/catalog/content-store";
import { inChunks } from "@/lib/catalog/in-chunks";
import { findDescribed } from "@/lib/catalog/known-tags";
import { readManifest } from "@/lib/catalog/read-manifest";
import type { Content } from "@/lib/catalog/write-contents";
import { isAppError } from "@/lib/errors/app-error";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import { isAttestation } from "@/lib/oci/attestation";
import type { Descriptor } from "@/lib/oci/descriptor";
import { type AnyManifest, parseManifest } from "@/lib/oci/manifest";
import { isIndexType } from "@/lib/oci/media-type";
import type { RegistryConnection } from "@/lib/registry/connection";
import { isGone, isUnreadable } from "./read-failures";
import type { GraphManifest } from "./repository-graph";

export type Structure = {
  manifests: Map<string, GraphManifest>;
  /** Those that the registry has and that can't be read: what they name is not known. */
  unreadable: Set<string>;
  /** False where there were too many. */
  complete: boolean;
};

const requestsAtOnce = 8;
const atOnce = 256;
const mostManifests = 1_000_000;

/**
 * These manifests and all that they list, at any depth: from what is kept, and from the registry where something never
 * was read. Manifests that the registry doesn't have are left out. Throws where the registry can't be asked.
 */
export async function readStructure(
  connection: RegistryConnection,
  repository: string,
  digests: Iterable<string>,
): Promise<Structure> {
  const structure: Structure = { manifests: new Map(), unreadable: new Set(), complete: true };
  const seen = new Set<string>();
  for (let level: Level = new Map([...digests].map((digest) => [digest, true])); level.size > 0; ) {
    const next: Level = new Map();
    for (const some of inChunks(level, atOnce)) {
      for (const [digest] of some) seen.add(digest);
      for (const [digest, read] of await readSome(connection, repository, new Map(some), structure))
        if (!seen.has(digest)) next.set(digest, read || next.get(digest) === true);
      // A repository of fifty thousand tags must not keep everybody else waiting.
      await setImmediate();
    }
    if (seen.size + next.size > mostManifests) return { ...structure, complete: false };
    level = next;
  }
  return structure;
}

/** Manifests to look at, and whether the registry is asked for those that are not kept. */
type Level = Map<string, boolean>;

/** Adds them to the structure, and returns what they list. */
async function readSome(
  connection: RegistryConnection,
  repository: string,
  level: Level,
  structure: Structure,
): Promise<Level> {
  const { manifests, unreadable } = structure;
  const listed: Level = new Map();
  const take = (digest: string, manifest: Named | "unreadable") => {
    if (manifest === "unreadable") return void unreadable.add(digest);
    manifests.set(digest, { children: manifest.children.map((child) => child.digest), subject: manifest.subject });
    // An attestation of BuildKit is an image without a subject, and as many as there are images: none is asked for.
    for (const child of manifest.children)
      listed.set(child.digest, !isAttestation(child) || isIndexType(child.mediaType));
  };
  const described = await findDescribed(level.keys());
  const wanted = [...level.keys()].filter((digest) => (described.get(digest)?.kind ?? "index") === "index");
  for (const [digest, { kind, subject }] of described) if (kind !== "index") take(digest, { children: [], subject });
  const contents = await findContents(wanted);
  for (const [digest, content] of contents) take(digest, namedBy(content));
  const unread = wanted.filter((digest) => !contents.has(digest));
  await forEachAtOnce(unread, requestsAtOnce, async (digest) => {
    if (!level.get(digest)) return take(digest, { children: [], subject: null });
    const found = await readNamed(connection, repository, digest);
    if (found !== "absent") take(digest, found);
  });
  return listed;
}

type Named = { children: Descriptor[]; subject: string | null };

function namedBy({ bytes, mediaType }: Content): Named | "unreadable" {
  if (!isIndexType(mediaType) && !bytes.includes('"subject"')) return { children: [], subject: null };
  try {
    return namesOf(parseManifest(bytes, mediaType));
  } catch (error) {
    if (isAppError(error)) return "unreadable";
    throw error;
  }
}

function namesOf(manifest: AnyManifest): Named {
  const children = manifest.type === "index" ? manifest.manifests : [];
  const distinct = [...new Map(children.map((child) => [child.digest, child])).values()];
  return { children: distinct, subject: manifest.subject?.digest ?? null };
}

async function readNamed(
  connection: RegistryConnection,
  repository: string,
  digest: string,
): Promise<Named | "unreadable" | "absent"> {
  try {
    return namesOf((await readManifest(connection, repository, digest)).parsed);
  } catch (error) {
    if (isGone(error)) return "absent";
    if (isUnreadable(error)) return "unreadable";
    throw error;
  }
}
