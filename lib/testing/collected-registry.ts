import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Actor } from "@/lib/auth/actor";
import { migrations } from "@/lib/boot/migrations";
import type { Config, RegistryConfig } from "@/lib/config/config";
import { startEmbeddedRegistry } from "@/lib/embedded-registry/embedded-registry";
import { forgetAllProcessWide, processWide } from "@/lib/process/process-wide";
import { runShutdown } from "@/lib/process/shutdown";
import { openTestDatabase } from "./database/test-database";
import { findFreePort } from "./free-port";
import type { FoundProgram } from "./registry-programs";
import { aRegistryConfig } from "./test-console";

export { viewer } from "./test-console";

export const admin: Actor = { userId: "1", username: "ann", role: "admin" };

export type CollectedRegistry = { dataDir: string; url: string; config: Config; close(): Promise<void> };

const whereNobodyListens = 9;

/** Returns the part of a configuration that matters for a collected registry. */
export function collectedConfig(
  { dataDir, url, program }: { dataDir: string; url: string; program: FoundProgram["program"] },
  garbageCollection: RegistryConfig["garbageCollection"] = { kind: "managed" },
): Config {
  return {
    dataDir,
    host: "127.0.0.1",
    port: whereNobodyListens,
    publicUrl: `http://127.0.0.1:${whereNobodyListens}`,
    secretKey: "",
    embeddedRegistry: program,
    registryHost: "127.0.0.1",
    registries: [aRegistryConfig(url, { pullHost: "localhost", garbageCollection })],
  } as Config;
}

/** Makes this process a console with one real registry, which is collected as the embedded one or by commands. */
export async function startCollectedRegistry(
  { program }: Pick<FoundProgram, "program">,
  garbageCollection: RegistryConfig["garbageCollection"] = { kind: "managed" },
): Promise<CollectedRegistry> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "shipshape-collected-"));
  const url = `http://127.0.0.1:${await findFreePort()}`;
  const config = collectedConfig({ dataDir, url, program }, garbageCollection);
  processWide("config", () => config);
  const closeDatabase = await openTestDatabase(migrations);
  await startEmbeddedRegistry(collectedConfig({ dataDir, url, program }));
  return {
    dataDir,
    url,
    config,
    close: async () => {
      await runShutdown();
      await closeDatabase();
      forgetAllProcessWide();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
