import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { itemProblem } from "@/lib/catalog/reading/item-problem";
import { keepManifest, readManifest, type StoredManifest } from "@/lib/catalog/reading/read-manifest";
import { readTagDetails } from "@/lib/catalog/reading/read-tag-details";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { problemOf } from "@/lib/errors/problem";
import { logger } from "@/lib/logging/logger";
import { placeholderAnnotation } from "@/lib/oci/placeholder";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifest } from "@/lib/registry/find-manifest";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { isDescribed } from "@/lib/registry-index/questions/known-tags";
import type { TagProblem, TagReading } from "@/lib/registry-index/tags/write-tags";
import { writeLater } from "@/lib/registry-index/writing/write-behind";
import { isOutage } from "./pace";

export type Place = { connection: RegistryConnection; repository: string; repositoryId: number };

/**
 * What is known about the tag: its digest, whether it is broken, whether the registry's list still had it, and whether
 * it is new here.
 */
export type Known = { digest: string | null; broken: boolean; listed: boolean; fresh: boolean };

// CNCF Distribution reports a push just before it writes the tag.
const soonMs = [100, 200, 400, 800];

/**
 * Looks at a tag and passes the result to the index. A tag that was never read costs one request for its manifest, a
 * tag that was read costs a conditional request; what a digest names is read once. Throws only if the registry as a
 * whole is out of reach: then nothing is known, and nothing changes.
 */
export async function readTag(place: Place, tag: string, known: Known): Promise<void> {
  const reading = await look(place, tag, known, Date.now());
  writeLater((batch) => batch.tags.push(reading));
}

async function look(where: Place, tag: string, known: Known, checkedAt: number): Promise<TagReading> {
  const base = { repositoryId: where.repositoryId, tag, checkedAt };
  let digest: string | null = null;
  try {
    const manifest = await findNamed(where, tag, known);
    digest = manifest === null || typeof manifest === "string" ? manifest : manifest.digest;
    if (manifest === null || digest === null) {
      return known.listed
        ? { ...base, found: "nothing", digest: null, problem: dangling }
        : { ...base, found: "gone", digest: null, deleted: false };
    }
    const same = digest === known.digest && !known.broken;
    const problem = same ? null : await readDetails(where, manifest, known);
    return { ...base, found: "manifest", digest, problem };
  } catch (error) {
    if (isOutage(error)) throw error;
    const { connection, repository } = where;
    const place = { registry: connection.config.name, repository, tag };
    const problem = isAppError(error) ? itemProblem(error, place) : bug(error, place);
    if (isAppError(error, "conflict")) digest = null;
    return { ...base, found: "failure", digest, problem };
  }
}

async function findNamed(where: Place, tag: string, known: Known): Promise<StoredManifest | string | null> {
  const find = () => (known.digest === null ? readByTag(where, tag) : findDigest(where, tag, known.digest));
  let found = await find();
  for (const ms of known.fresh && !known.listed ? soonMs : []) {
    if (found !== null) break;
    await wait(ms);
    found = await find();
  }
  return found;
}

async function readByTag({ connection, repository }: Place, tag: string): Promise<StoredManifest | null> {
  const found = await findManifest(connection, repository, tag);
  return found && keepManifest(connection, repository, found);
}

async function findDigest({ connection, repository }: Place, tag: string, knownDigest: string): Promise<string | null> {
  return (await findManifestDigest(connection, repository, tag, { knownDigest }))?.digest ?? null;
}

/**
 * Reads and keeps what the tables show about a manifest; returns its problem, or null. For a `broken` manifest it is
 * not enough that another registry has the missing part.
 */
async function readDetails(
  place: Place,
  manifest: string | StoredManifest,
  { broken }: Pick<Known, "broken">,
): Promise<TagProblem | null> {
  // A manifest that was just read is treated as new, as most are.
  if (typeof manifest === "string" && !broken && (await isDescribed(manifest))) return null;
  const { connection, repository } = place;
  const read = await readTagDetails(connection, repository, manifest, { present: broken });
  const { problem, missingPlatforms, labels, attestations, ...details } = read;
  // While a tag is being deleted it names a placeholder for a moment: what is recorded about the tag stays until it is
  // gone.
  if (read.entries === 0 && labels.some(({ name }) => name === placeholderAnnotation)) throw beingDeleted();
  await Promise.all(attestations.map((attestation) => readAttestation(place, attestation)));
  const digest = typeof manifest === "string" ? manifest : manifest.digest;
  const complete = problem === null;
  writeLater((batch) => {
    if (!complete && batch.details.get(digest)?.complete) return;
    batch.details.set(digest, { ...details, complete });
    batch.labels.set(digest, labels);
  });
  return problem && (missingPlatforms.length > 0 ? { ...problem, missingPlatforms } : problem);
}

// No table shows an attestation, but it takes space. If it is missing or broken, the image can be pulled all the same.
async function readAttestation({ connection, repository }: Place, digest: string): Promise<void> {
  try {
    await readManifest(connection, repository, digest);
  } catch (error) {
    if (isOutage(error) || !isAppError(error)) throw error;
  }
}

const beingDeleted = () => new AppError("conflict", "The tag is being deleted.");

// One manifest on which the console fails must not keep it from reading the others.
function bug(error: unknown, place: object): TagProblem {
  logger().error({ err: error, ...place }, "a tag could not be taken into the index");
  return problemOf("internal", "The console failed at this tag; its log says why.");
}

const dangling = problemOf(
  "manifest-not-found",
  "The registry lists this tag, but has no manifest for it: it can't be pulled. Push it again to repair it.",
);
