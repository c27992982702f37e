import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isDigest } from "@/lib/oci/digest";
import { isTag } from "@/lib/oci/tag";
import type { RegistryConnection } from "./connection";
import { findManifestDigest } from "./find-manifest-digest";

export type Reference = { tag: string | null; digest: string };

/** Returns the digest that a tag names now, or the given digest. Throws `tag-not-found`, `invalid-request`. */
export async function resolveReference(
  connection: RegistryConnection,
  repository: string,
  reference: string,
): Promise<Reference> {
  if (isDigest(reference)) return { tag: null, digest: reference };
  if (!isTag(reference)) throw new AppError("invalid-request", "This is neither a tag nor a digest.");
  const found = await findManifestDigest(connection, repository, reference);
  if (found) return { tag: reference, digest: found.digest };
  throw new AppError("tag-not-found", `${connection.config.title} has no tag ${reference} in ${repository}.`);
}
