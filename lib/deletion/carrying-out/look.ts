import "server-only";
import { randomBytes } from "node:crypto";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { isDigest } from "@/lib/oci/digest";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { findRawManifest } from "@/lib/registry/find-raw-manifest";
import { listTags, type TagList } from "@/lib/registry/list-tags";
import { lookAtBlob } from "@/lib/registry/look-at-blob";

/**
 * Returns the digest that a tag or digest names now, by a GET that is not shared with other callers; null if it doesn't
 * exist. Before and after every destructive step, only this look is trusted. `wasThere`: this digest could be read just
 * before its delete. Throws if the answer can't be found out.
 */
export async function lookAt(
  connection: RegistryConnection,
  repository: string,
  reference: string,
  { wasThere = false }: { wasThere?: boolean } = {},
): Promise<string | null> {
  try {
    return (await findRawManifest(connection, repository, reference, { fresh: true }))?.digest ?? null;
  } catch (error) {
    if (isAppError(error, "manifest-too-large", "digest-mismatch"))
      return (await findManifestDigest(connection, repository, reference))?.digest ?? null;
    if (
      isAppError(error, "registry-denied") &&
      (await isForbiddenAsAbsent(connection, repository, reference, { error, wasThere }))
    )
      return null;
    throw error;
  }
}

/**
 * Registries such as JFrog's answer 403 for what doesn't exist. A 403 counts as absent if the registry answers the same
 * for something that can't exist, still lists the repository's tags and, for a tag, no longer lists it.
 */
async function isForbiddenAsAbsent(
  connection: RegistryConnection,
  repository: string,
  reference: string,
  { error: { context }, wasThere }: { error: AppError; wasThere: boolean },
): Promise<boolean> {
  const said = (codes: unknown) => (Array.isArray(codes) ? codes.join(" ") : "");
  if (said(context.registryCodes) === "") return false;
  const hex = randomBytes(32).toString("hex");
  const impossible = isDigest(reference) ? `sha256:${hex}` : `shipshape-probe-${hex.slice(0, 16)}`;
  const same = await findRawManifest(connection, repository, impossible, { fresh: true }).then(
    () => false,
    (error: unknown) =>
      isAppError(error, "registry-denied") && said(error.context.registryCodes) === said(context.registryCodes),
  );
  if (!same) return false;
  try {
    const { tags, truncated } = await listNow(connection, repository);
    return isDigest(reference) ? wasThere : !truncated && !tags.includes(reference);
  } catch {
    return false;
  }
}

/**
 * Returns whether the registry lists the tag now. No other look distinguishes a tag that names nothing from a tag that
 * is gone. Throws if the answer can't be found out.
 */
export async function isListed(connection: RegistryConnection, repository: string, tag: string): Promise<boolean> {
  const { tags, truncated } = await listNow(connection, repository);
  if (truncated && !tags.includes(tag))
    throw new AppError("registry-failed", `The tag list is too long to check whether it contains ${tag}.`);
  return tags.includes(tag);
}

/**
 * Returns the tags that the registry lists now, by a request that is not shared with other callers; none if the
 * repository doesn't exist.
 */
export async function listNow(connection: RegistryConnection, repository: string): Promise<Omit<TagList, "refused">> {
  connection.flights.forget();
  return listTags(connection, repository).catch((error: unknown) => {
    if (isAppError(error, "repository-not-found")) return { tags: [], truncated: false };
    throw error;
  });
}

/**
 * Returns whether a blob that a push of its manifest needs is certainly missing or damaged. A blob that can't be looked
 * at from here may well exist: only the registry knows.
 */
export async function isBlobMissing(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<boolean> {
  try {
    const sight = await lookAtBlob(connection, repository, digest, options);
    return sight === "absent" || sight === "unreadable";
  } catch (error) {
    if (isAppError(error, "registry-bad-response", "registry-denied")) return false;
    throw error;
  }
}
