import { onTestFinished } from "vitest";
import type { RegistryConfig } from "@/lib/config/config";
import { connectTo, type RegistryConnection } from "@/lib/registry/connection";
import type { RequestLimits } from "@/lib/registry/limits";
import { type FakeRegistry, startFakeRegistry } from "@/lib/testing/fake-registry";
import type { FakeRegistryOptions } from "./options";
import { aRegistryConfig } from "./registry-config";

/** Starts a fake registry and connects to it; both are closed when the test is over. Retries wait a millisecond. */
export async function connectToFake(
  options: FakeRegistryOptions = {},
  { config, limits }: { config?: Partial<RegistryConfig>; limits?: Partial<RequestLimits> } = {},
): Promise<{ registry: FakeRegistry; connection: RegistryConnection }> {
  const registry = await startFakeRegistry(options);
  const connection = connectTo(aRegistryConfig(registry.url, config), { retryBaseMs: 1, ...limits });
  onTestFinished(async () => {
    await connection.close();
    await registry.close();
  });
  return { registry, connection };
}
