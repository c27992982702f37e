import "server-only";
import type { RegistryConnection } from "./connection";
import { findRawManifest, type Look } from "./find-raw-manifest";
import { checkManifest } from "./internal/check-manifest";

export type FoundManifest = {
  digest: string;
  /** From the header, or from the body if the header has none. */
  mediaType: string;
  /** Exactly as the registry holds them. */
  bytes: Buffer;
};

/**
 * Returns a manifest by tag or digest with its digest verified, or null if the registry says that it does not exist.
 * Throws `digest-mismatch`, `manifest-too-large`, `manifest-unsupported` (schema 1), `registry-bad-response` (not a
 * manifest), `invalid-request` (neither tag nor digest), or the AppError of the failure.
 */
export async function findManifest(
  connection: RegistryConnection,
  repository: string,
  reference: string,
  look: Look = {},
): Promise<FoundManifest | null> {
  const found = await findRawManifest(connection, repository, reference, look);
  if (!found) return null;
  const { digest, bytes, mediaType } = found;
  return { digest, bytes, mediaType: checkManifest(bytes, mediaType, connection.config.title) };
}
