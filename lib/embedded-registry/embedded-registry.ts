import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { endLeftoverChildren } from "@/lib/jobs/process-ledger";
import { logger } from "@/lib/logging/logger";
import { findPlainPort } from "@/lib/process/plain-port";
import { processWide } from "@/lib/process/process-wide";
import { onShutdown } from "@/lib/process/shutdown";
import { findNotificationEndpoint } from "./notification-endpoint";
import { collectCommand, insideContainer, type RegistryProgram } from "./registry-commands";
import { registryFiles, writeRegistryConfig } from "./registry-files";
import { findRegistrySocket } from "./registry-socket";
import { type RegistrySupervisor, type Report, superviseRegistry } from "./supervise-registry";

/** What the console's configuration must say for an embedded registry. */
export type EmbeddedRegistryConfig = {
  dataDir: string;
  embeddedRegistry: RegistryProgram | null;
  /** The address at which it listens. */
  registryHost: string;
  /** Where the console listens, for the registry's notifications. */
  host: string;
  port: number;
  secretKey: string;
  registries: {
    name: string;
    url: string;
    pullHost: string;
    garbageCollection: { kind: string };
    notificationSecret: string | null;
  }[];
};

export type EmbeddedRegistry = {
  port: number;
  program: RegistryProgram;
  dataDir: string;
  storageDir: string;
  readOnly: boolean;
  collectCommand(options: { dryRun: boolean; removeUntagged: boolean }): string[];
};

type Running = { supervisor: RegistrySupervisor; describe: () => EmbeddedRegistry; forget: () => void };

const holder = () => processWide<{ running: Running | null }>("embedded-registry", () => ({ running: null }));

function embeddedOf({ registries }: EmbeddedRegistryConfig): EmbeddedRegistryConfig["registries"][number] {
  const registry = registries.find(({ garbageCollection }) => garbageCollection.kind === "managed");
  if (!registry) throw new AppError("not-configured", "The configuration has no embedded registry.");
  return registry;
}

/**
 * Starts the embedded registry, writable whatever it was before, and resolves when it answers. Does nothing if the
 * configuration has none. Throws `unavailable` if it can't start or another console runs on the same data. Reports
 * crashes to `tell` as well as to the log.
 */
export async function startEmbeddedRegistry(
  config: EmbeddedRegistryConfig,
  tell: (message: string) => void = () => {},
): Promise<void> {
  const { embeddedRegistry: program, dataDir } = config;
  if (!program) return;
  if (holder().running) throw new AppError("internal", "The embedded registry is already running.");
  await endLeftoverChildren(dataDir);
  const registry = embeddedOf(config);
  const port = Number(new URL(registry.url).port || 80);
  const endpoint = findNotificationEndpoint(program, { ...config, plainPort: findPlainPort(), registry });
  const socket = await findRegistrySocket(program, registryFiles(dataDir));
  const inside = program.kind === "docker" ? insideContainer : undefined;
  const files = writeRegistryConfig(dataDir, socket, endpoint, inside);
  const report: Report = (message, context) => {
    logger().warn(context, message);
    tell(message);
  };
  const needsHostName = endpoint?.needsHostName ?? false;
  const guard = { host: config.registryHost, port, socket, pullHost: registry.pullHost };
  const supervisor = await superviseRegistry({ program, files, dataDir, guard, needsHostName }, { report });
  const describe = () => ({
    port,
    program,
    dataDir,
    storageDir: files.storageDir,
    readOnly: supervisor.isReadOnly(),
    collectCommand: (options: { dryRun: boolean; removeUntagged: boolean }) => collectCommand(program, files, options),
  });
  holder().running = { supervisor, describe, forget: onShutdown(stopEmbeddedRegistry) };
}

/** Ends the embedded registry, by force after 5 s at the latest; does nothing if there is none. */
export async function stopEmbeddedRegistry(): Promise<void> {
  const { running } = holder();
  holder().running = null;
  running?.forget();
  await running?.supervisor.stop();
}

/** Restarts the embedded registry, refusing or accepting pushes and deletes, and resolves when it answers. */
export async function restartEmbeddedRegistry(options: { readOnly: boolean }): Promise<void> {
  const { running } = holder();
  if (!running) throw new AppError("unavailable", "The embedded registry is not running.");
  await running.supervisor.restart(options);
}

/** Returns the embedded registry of this process, or null if there is none. */
export function embeddedRegistry(): EmbeddedRegistry | null {
  return holder().running?.describe() ?? null;
}
