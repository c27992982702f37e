import "server-only";
import { isIP } from "node:net";
import { getNotificationSecret } from "@/lib/config/notification-secret";
import { apiPaths } from "@/lib/contract/paths";
import type { RegistryProgram } from "./registry-commands";

/** Where the embedded registry sends its notifications, and the secret by which it proves itself. */
export type NotificationEndpoint = {
  url: string;
  secret: string;
  /** Whether the container needs Docker's name for this machine. */
  needsHostName: boolean;
};

/** The parts of the configuration that decide it: where the console listens, and the registry. */
export type Notified = {
  host: string;
  port: number;
  /** A port of loopback without encryption, if the console itself serves https: a registry can't trust any certificate. */
  plainPort: number | null;
  secretKey: string;
  registry: { name: string; notificationSecret: string | null };
};

const hostName = "host.docker.internal";
const isAnyAddress = (host: string) => ["0.0.0.0", "::", ""].includes(host);
const isLoopback = (host: string) => host === "localhost" || host === "::1" || host.startsWith("127.");

/**
 * Finds where the embedded registry reaches the console; null if it can't: a registry keeps in memory what it can't
 * deliver. A container on Linux has a loopback of its own; elsewhere, Docker's virtual machine leads to this machine's.
 */
export function findNotificationEndpoint(
  program: RegistryProgram,
  { host, port, plainPort, registry, secretKey }: Notified,
  platform: NodeJS.Platform = process.platform,
): NotificationEndpoint | null {
  const inContainer = program.kind === "docker";
  const onLinux = platform === "linux";
  if (inContainer && (plainPort !== null || (onLinux && isLoopback(host)))) return null;
  const byName = inContainer && (isAnyAddress(host) || isLoopback(host));
  const own = plainPort !== null || isAnyAddress(host) ? "127.0.0.1" : host;
  const address = byName ? hostName : own;
  const authority = `${isIP(address) === 6 ? `[${address}]` : address}:${plainPort ?? port}`;
  return {
    url: `http://${authority}${apiPaths.registryHook(registry.name)}`,
    secret: getNotificationSecret(registry, { secretKey }),
    needsHostName: byName && onLinux,
  };
}
