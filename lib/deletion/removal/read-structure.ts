import "server-only";
import { setImmediate } from "node:timers/promises";
import { readManifest } from "@/lib/catalog/reading/read-manifest";
import { isGone, isUnreadable } from "@/lib/deletion/carrying-out/read-failures";
import { isAppError } from "@/lib/errors/app-error";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import { isAttestation } from "@/lib/oci/attestation";
import type { Descriptor } from "@/lib/oci/descriptor";
import { childKind, childManifests } from "@/lib/oci/index-children";
import { type AnyManifest, parseManifest } from "@/lib/oci/manifest";
import { isIndexType, isManifestType } from "@/lib/oci/media-type";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findRawManifest } from "@/lib/registry/find-raw-manifest";
import { findContents } from "@/lib/registry-index/contents/content-store";
import type { Content } from "@/lib/registry-index/contents/write-contents";
import { findDescribed } from "@/lib/registry-index/questions/known-tags";
import { inChunks } from "@/lib/registry-index/tables/in-chunks";
import type { GraphManifest } from "./repository-graph";

export type Structure = {
  manifests: Map<string, GraphManifest>;
  /** Manifests whose bytes the registry doesn't return: what they name is unknown. */
  unreadable: Set<string>;
  /** Manifests that neither the registry nor the console has. */
  absent: Set<string>;
  /** False if there were too many manifests. */
  complete: boolean;
};

const requestsAtOnce = 8;
const atOnce = 256;
const mostManifests = 1_000_000;

/**
 * Reads these manifests and all that they list, at any depth: from the console's copies, and from the registry if there
 * is no copy. Leaves out manifests that the registry doesn't have. Throws if the registry can't be asked.
 */
export async function readStructure(
  connection: RegistryConnection,
  repository: string,
  digests: Iterable<string>,
): Promise<Structure> {
  const structure: Structure = { manifests: new Map(), unreadable: new Set(), absent: new Set(), complete: true };
  const seen = new Set<string>();
  for (let level: Level = new Map([...digests].map((digest) => [digest, "read"])); level.size > 0; ) {
    const next: Level = new Map();
    for (const some of inChunks(level, atOnce)) {
      for (const [digest] of some) seen.add(digest);
      for (const [digest, how] of await readSome(connection, repository, new Map(some), structure))
        if (!seen.has(digest) && next.get(digest) !== "read") next.set(digest, how);
      // A repository of fifty thousand tags must not block other requests.
      await setImmediate();
    }
    if (seen.size + next.size > mostManifests) return { ...structure, complete: false };
    level = next;
  }
  return structure;
}

/**
 * Manifests to look at. `read`: the registry is asked if there is no copy; `try`: the same, but it may not be a
 * manifest; `believe`: it lists nothing.
 */
type Level = Map<string, "read" | "try" | "believe">;

/** Adds these manifests to the structure, and returns what they list. */
async function readSome(
  connection: RegistryConnection,
  repository: string,
  level: Level,
  structure: Structure,
): Promise<Level> {
  const { manifests, unreadable, absent } = structure;
  const listed: Level = new Map();
  const take = (digest: string, { children, ...named }: Named) => {
    manifests.set(digest, { children: children.map((child) => child.digest), ...named });
    for (const child of children) if (listed.get(child.digest) !== "read") listed.set(child.digest, howToRead(child));
  };
  const described = await findDescribed(level.keys());
  const wanted = [...level.keys()].filter((digest) => (described.get(digest)?.kind ?? "index") === "index");
  for (const [digest, { kind, subject }] of described) if (kind !== "index") take(digest, { children: [], subject });
  const contents = await findContents(wanted);
  for (const [digest, content] of contents) take(digest, namedBy(digest, content));
  const unread = wanted.filter((digest) => !contents.has(digest));
  await forEachAtOnce(unread, requestsAtOnce, async (digest) => {
    const how = level.get(digest);
    if (how === "believe") return take(digest, { children: [], subject: null });
    const found = await readNamed(connection, repository, digest);
    if (found === "unreadable" && how === "read") unreadable.add(digest);
    else if (found === "absent" && how === "read") absent.add(digest);
    else if (typeof found === "object") take(digest, found);
  });
  return listed;
}

// A BuildKit attestation is an image without a subject, and there are as many as there are images: none is asked for.
function howToRead(child: Descriptor): "read" | "try" | "believe" {
  if (isAttestation(child) && !isIndexType(child.mediaType)) return "believe";
  return childKind(child) === "manifest" ? "read" : "try";
}

type Named = { children: Descriptor[]; subject: string | null; mentions?: string[] };

function namedBy(digest: string, { bytes, mediaType }: Content): Named {
  if (isManifestType(mediaType) && !bytes.includes('"subject"') && !bytes.includes('"manifests"'))
    return { children: [], subject: null };
  try {
    return namesOf(parseManifest(bytes, mediaType), digest, bytes);
  } catch (error) {
    if (isAppError(error)) return { children: [], subject: null, mentions: mentionedIn(bytes, digest) };
    throw error;
  }
}

/** Returns what a manifest names; for a manifest that could not be read completely, also all that it mentions. */
function namesOf(manifest: AnyManifest, digest: string, bytes: Buffer): Named {
  const children = manifest.type === "index" ? childManifests(manifest) : [];
  const distinct = [...new Map(children.map((child) => [child.digest, child])).values()];
  const named = { children: distinct, subject: manifest.subject?.digest ?? null };
  return manifest.complete ? named : { ...named, mentions: mentionedIn(bytes, digest) };
}

function mentionedIn(bytes: Buffer, self: string): string[] {
  const found = bytes.toString("latin1").match(/sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}/g) ?? [];
  return [...new Set(found)].filter((digest) => digest !== self);
}

async function readNamed(
  connection: RegistryConnection,
  repository: string,
  digest: string,
): Promise<Named | "unreadable" | "absent"> {
  try {
    const { parsed, bytes } = await readManifest(connection, repository, digest);
    return namesOf(parsed, digest, bytes);
  } catch (error) {
    if (isGone(error)) return "absent";
    if (!isUnreadable(error)) throw error;
  }
  try {
    const raw = await findRawManifest(connection, repository, digest);
    return raw ? { children: [], subject: null, mentions: mentionedIn(raw.bytes, digest) } : "absent";
  } catch (error) {
    if (isUnreadable(error)) return "unreadable";
    throw error;
  }
}
