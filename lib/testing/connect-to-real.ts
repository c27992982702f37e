import { onTestFinished } from "vitest";
import type { RegistryConfig } from "@/lib/config/config";
import { connectTo, type RegistryConnection } from "@/lib/registry/connection";
import { pushBlob } from "@/lib/registry/push-blob";
import { putManifest } from "@/lib/registry/put-manifest";
import type { FakeManifest } from "./factories";
import { aRegistryConfig } from "./fake-registry/registry-config";
import { type RealProgram, type RealRegistry, type RealRegistryOptions, startRealRegistry } from "./real-registry";

/** Starts a real registry with an empty store and connects to it; both are closed when the test is over. */
export async function connectToReal(
  program: RealProgram,
  options: RealRegistryOptions = {},
  config: Partial<RegistryConfig> = {},
): Promise<{ registry: RealRegistry; connection: RegistryConnection }> {
  const registry = await startRealRegistry(program, options);
  onTestFinished(() => registry.close());
  return { registry, connection: connectBeside(registry, config) };
}

/** Opens another connection to the same registry, closed when the test is over. */
export function connectBeside({ url }: { url: string }, config: Partial<RegistryConfig>): RegistryConnection {
  const connection = connectTo(aRegistryConfig(url, config), { retryBaseMs: 1 });
  onTestFinished(() => connection.close());
  return connection;
}

/** Pushes a manifest with its blobs and children through the API, under a tag unless `tag` is null. */
export async function pushTo(
  connection: RegistryConnection,
  repository: string,
  tag: string | null,
  manifest: FakeManifest,
): Promise<void> {
  for (const child of manifest.children) await pushTo(connection, repository, null, child);
  for (const blob of manifest.blobs) await pushBlob(connection, repository, blob.bytes);
  await putManifest(connection, repository, tag ?? manifest.digest, manifest);
}
