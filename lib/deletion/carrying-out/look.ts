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
 * What a tag or digest names now, by a GET that nobody else has asked for; null where it is not there. Before and after
 * everything that destroys it is this that is believed. `wasThere`: this digest could be read just before its delete.
 * Throws where that can't be found out.
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
 * Registries such as JFrog's answer 403 for what isn't there. It is taken for that where the registry says the same of
 * what can't be there, goes on listing the repository's tags, and a tag is not among them any more.
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
 * Whether the registry lists the tag now: one that names nothing can't be told from one that is gone by any other look.
 * Throws where that can't be found out.
 */
export async function isListed(connection: RegistryConnection, repository: string, tag: string): Promise<boolean> {
  const { tags, truncated } = await listNow(connection, repository);
  if (truncated && !tags.includes(tag))
    throw new AppError("registry-failed", `The tag list is too long to check whether it contains ${tag}.`);
  return tags.includes(tag);
}

/** The tags that the registry lists now, by a request that nobody else has made; none where it has no such repository. */
export async function listNow(connection: RegistryConnection, repository: string): Promise<Omit<TagList, "refused">> {
  connection.flights.forget();
  return listTags(connection, repository).catch((error: unknown) => {
    if (isAppError(error, "repository-not-found")) return { tags: [], truncated: false };
    throw error;
  });
}

/**
 * Whether a blob that a push of its manifest needs is certainly missing, or damaged. What can't be looked at from here may
 * well be there: whether it is, the registry knows.
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
