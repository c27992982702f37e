import "server-only";
import { getConfig } from "@/lib/config/config";
import { AppError } from "@/lib/errors/app-error";
import { getConnection } from "@/lib/registry/connection";
import { commandRunner } from "./command-runner";
import { managedRunner } from "./managed-runner";
import type { Runner } from "./runner";

/** How that registry is collected; null where nothing is configured. Throws `registry-not-found`. */
export function findRunner(registry: string): Runner | null {
  const config = getConfig().registries.find(({ name }) => name === registry);
  if (!config) throw new AppError("registry-not-found", `There is no registry named ${registry} in the configuration.`);
  const { garbageCollection } = config;
  if (garbageCollection.kind === "none") return null;
  const connection = getConnection(registry);
  return garbageCollection.kind === "managed"
    ? managedRunner(connection)
    : commandRunner(connection, garbageCollection);
}
