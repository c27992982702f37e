import type { Config } from "@/lib/config/config";
import type { DockerCollector } from "@/lib/config/docker-collector";
import { aRegistryConfig } from "@/lib/testing/test-console";

/** Returns the configuration of a console whose registry `local` is in a container. */
export function dockerConfig(url: string, dataDir: string, settings: DockerCollector): Config {
  return {
    dataDir,
    host: "127.0.0.1",
    port: 9,
    secretKey: "",
    embeddedRegistry: null,
    registries: [aRegistryConfig(url, { pullHost: "localhost", garbageCollection: settings })],
  } as unknown as Config;
}
