import "server-only";
import { embeddedRegistryConfig } from "./embedded-registry";
import { readEnvironmentRegistry } from "./environment-registry";
import { resolveFileRegistries } from "./file-registries";
import type { Mistakes } from "./mistakes";
import type { ReadConfigFile } from "./read-config-file";
import type { RegistryConfig } from "./registry-config";
import type { Source } from "./source";

/**
 * Returns the registries, which come from exactly one source: the file, the environment, or what the launcher or the
 * image brings along for a console without any.
 */
export function readRegistries(
  source: Source,
  mistakes: Mistakes,
  file: ReadConfigFile | null,
  managedPort: number | null,
): RegistryConfig[] {
  // An unusable file is a mistake already; also asking for a registry would mislead.
  const fileFailed = mistakes.any && file === null;
  const fromFile = file ? resolveFileRegistries(source, mistakes, file) : [];
  const fromEnvironment = readEnvironmentRegistry(source, mistakes);
  if (fromFile.length > 0 && fromEnvironment)
    mistakes.add("REGISTRY_URL", "the configuration file lists registries already; remove one of the two");
  const external = fromEnvironment ? [...fromFile, fromEnvironment] : fromFile;
  if (external.length === 0 && managedPort !== null) return [embeddedRegistryConfig(source, managedPort)];
  if (external.length === 0 && !fileFailed)
    mistakes.add("REGISTRY_URL", "no registry is configured: set it, or list registries in shipshape.yaml");
  return external;
}
