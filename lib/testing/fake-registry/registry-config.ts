import type { RegistryConfig } from "@/lib/config/config";
import { defaultIndexing } from "@/lib/config/registry-config";

/** Returns the configuration of a fake or real test registry, with the given differences. */
export function aRegistryConfig(url: string, differences: Partial<RegistryConfig> = {}): RegistryConfig {
  return {
    name: "test",
    title: "Test",
    url,
    pullHost: new URL(url).host,
    credentials: { kind: "none" },
    tokenRealm: null,
    ca: null,
    clientCertificate: null,
    skipVerify: false,
    readOnly: false,
    catalog: { kind: "registry" },
    indexing: defaultIndexing,
    garbageCollection: { kind: "none" },
    notificationSecret: "a-secret-for-notifications",
    ...differences,
  };
}
