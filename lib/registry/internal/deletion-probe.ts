import "server-only";
import { randomBytes } from "node:crypto";
import { type AppError, isAppError } from "@/lib/errors/app-error";
import { type ErrorCode, isOfKind } from "@/lib/errors/error-codes";
import { ociConfig, ociManifest } from "@/lib/oci/media-type";
import type { RegistryConnection } from "@/lib/registry/connection";
import { putManifest } from "@/lib/registry/put-manifest";
import { absentDigest } from "./probes";
import type { RegistryKind } from "./registry-families";
import { sendDelete } from "./send-delete";
import { computeDigest } from "./verify-digest";

export type Deletion = {
  byDigest: boolean;
  byTag: boolean;
  blockedBy: null | { code: ErrorCode; detail: string };
};

// CNCF Distribution gives the same answer whether or not the repository exists.
const absentRepository = "shipshape-probe";

/**
 * Finds out which deletes the registry does for this account: it asks the registry to delete items that do not exist,
 * and concludes from the refusal. It never deletes anything.
 */
export async function probeDeletion(
  connection: RegistryConnection,
  repository: string | null,
  kind: RegistryKind,
): Promise<Deletion> {
  const where = repository ?? absentRepository;
  const refusal = await refusalOf(sendDelete(connection, where, absentDigest));
  if (refusal === null) {
    const absentTag = `shipshape-probe-${randomBytes(8).toString("hex")}`;
    const tagRefusal = await refusalOf(sendDelete(connection, where, absentTag));
    return { byDigest: true, byTag: tagRefusal === null, blockedBy: null };
  }
  // Without a repository an invented name was probed: only refusals that are about the whole registry count.
  const aboutTheRegistry = refusal.code === "deletion-disabled" || refusal.code === "registry-read-only";
  if (repository === null && !aboutTheRegistry) return { byDigest: false, byTag: false, blockedBy: null };
  const mayBeCache = refusal.code === "deletion-disabled" && kind.startsWith("distribution-");
  const cause = (mayBeCache && (await findPullThroughCache(connection, where))) || refusal;
  // Distribution 3.0 still deletes tags while deletes are disabled, but the operator disabled them on purpose.
  return { byDigest: false, byTag: false, blockedBy: { code: cause.code, detail: cause.detail } };
}

/** Returns the registry's refusal, or null if it didn't refuse. Throws if there was no answer, which is no refusal. */
async function refusalOf(request: Promise<unknown>): Promise<AppError | null> {
  try {
    await request;
    return null;
  } catch (error) {
    if (!isAppError(error) || isOfKind(error.code, "no-answer") || error.code === "registry-busy") throw error;
    return error;
  }
}

/**
 * A pull-through cache refuses deletes in the same words as a registry with deletes disabled, but refuses pushes too.
 * The manifest of this probe names a config that can't exist, so a registry that takes pushes refuses it as incomplete.
 */
async function findPullThroughCache(connection: RegistryConnection, repository: string): Promise<AppError | null> {
  const config = { mediaType: ociConfig, digest: absentDigest, size: 2 };
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: ociManifest, config, layers: [] }));
  const refusal = await refusalOf(
    putManifest(connection, repository, computeDigest(bytes), { mediaType: ociManifest, bytes }),
  );
  return refusal?.code === "pull-through-cache" ? refusal : null;
}
