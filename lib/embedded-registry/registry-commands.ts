import "server-only";
import { createHash } from "node:crypto";
import type { RegistryFiles } from "./registry-files";

export type RegistryProgram = { kind: "binary"; path: string } | { kind: "docker"; image: string };

/** What a container sees instead of this machine's paths and port. */
export const insideContainer = { address: "0.0.0.0:5000", storageDir: "/var/lib/registry" };
const configInContainer = "/etc/shipshape-registry.yml";

/** The variable that makes 2.8 and 3.x read-only; `…_READONLY_ENABLED=true` makes both of them panic. */
export const readOnlyVariable = { REGISTRY_STORAGE_MAINTENANCE_READONLY: '{"enabled":true}' };

/** Returns the container's name, the same for every start on one data directory. */
export function containerName(files: RegistryFiles, role: "registry" | "collector"): string {
  return `shipshape-${role}-${createHash("sha256").update(files.directory).digest("hex").slice(0, 12)}`;
}

function dockerRun(files: RegistryFiles, role: "registry" | "collector", options: string[]): string[] {
  const user = process.getuid && process.getgid ? ["--user", `${process.getuid()}:${process.getgid()}`] : [];
  return [
    ...["docker", "run", "--rm", "--name", containerName(files, role), ...user, ...options],
    ...["--env", "OTEL_TRACES_EXPORTER=none"],
    ...["--volume", `${files.storageDir}:${insideContainer.storageDir}`],
    ...["--volume", `${files.configFile}:${configInContainer}:ro`],
  ];
}

/** Returns the program and arguments that serve the registry; a container is published at that port of 127.0.0.1. */
export function serveCommand(
  program: RegistryProgram,
  files: RegistryFiles,
  options: { port: number | null; readOnly: boolean; needsHostName: boolean },
): string[] {
  if (program.kind === "binary") return [program.path, "serve", files.configFile];
  const variables = options.readOnly ? Object.entries(readOnlyVariable) : [];
  const readOnly = variables.flatMap(([name, value]) => ["--env", `${name}=${value}`]);
  const publish = ["--publish", `127.0.0.1:${options.port ?? ""}:5000`];
  const hostName = options.needsHostName ? ["--add-host", "host.docker.internal:host-gateway"] : [];
  const argv = dockerRun(files, "registry", [...publish, ...hostName, ...readOnly]);
  return [...argv, program.image, "serve", configInContainer];
}

/** Returns the program and arguments for one garbage collection on the same storage. */
export function collectCommand(
  program: RegistryProgram,
  files: RegistryFiles,
  options: { dryRun: boolean; removeUntagged: boolean },
): string[] {
  const flags = [...(options.dryRun ? ["--dry-run"] : []), ...(options.removeUntagged ? ["--delete-untagged"] : [])];
  if (program.kind === "binary") return [program.path, "garbage-collect", ...flags, files.configFile];
  return [...dockerRun(files, "collector", []), program.image, "garbage-collect", ...flags, configInContainer];
}
