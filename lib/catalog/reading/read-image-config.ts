import "server-only";
import type { Descriptor } from "@/lib/oci/descriptor";
import { type OciImageConfig, parseImageConfig } from "@/lib/oci/image-config";
import type { RegistryConnection } from "@/lib/registry/connection";
import { getBlob } from "@/lib/registry/get-blob";
import { findContent, keepContent } from "@/lib/registry-index/contents/content-store";

const maxBytes = 8 * 1024 * 1024;

/** Returns the bytes of a config blob, read from the registry only the first time. Throws what `getBlob` throws. */
export async function readConfigBytes(
  connection: RegistryConnection,
  repository: string,
  config: Descriptor,
): Promise<Buffer> {
  const kept = await findContent(config.digest);
  if (kept) return kept.bytes;
  const bytes = await getBlob(connection, repository, config.digest, { maxBytes });
  keepContent(config.digest, { mediaType: config.mediaType, bytes }, `${connection.config.name}/${repository}`);
  return bytes;
}

/**
 * Returns the config of a container image. Throws what `getBlob` throws, and `registry-bad-response` for a broken
 * config.
 */
export async function readImageConfig(
  connection: RegistryConnection,
  repository: string,
  config: Descriptor,
): Promise<OciImageConfig> {
  return parseImageConfig(await readConfigBytes(connection, repository, config));
}
