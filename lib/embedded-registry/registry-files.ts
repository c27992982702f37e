import "server-only";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import type { NotificationEndpoint } from "./notification-endpoint";
import type { RegistrySocket } from "./registry-socket";

export type RegistryFiles = { directory: string; configFile: string; storageDir: string; logFile: string };

export function registryFiles(dataDir: string): RegistryFiles {
  const directory = path.resolve(/*turbopackIgnore: true*/ dataDir, "registry");
  return {
    directory,
    configFile: path.join(directory, "config.yml"),
    storageDir: path.join(directory, "storage"),
    logFile: path.join(directory, "registry.log"),
  };
}

/** Upload URLs carry a state signed with this secret, so it stays the same across restarts. */
function keepSecret(directory: string): string {
  const file = path.join(directory, "http-secret");
  try {
    writeFileSync(file, randomBytes(32).toString("hex"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return readFileSync(file, "utf8").trim();
}

/**
 * Returns the configuration, the same for 2.8 and 3.x. It has no descriptor cache: with one, a registry goes on
 * answering for blobs that a collection has removed, until it is restarted.
 */
export function registryConfig(settings: {
  /** Where it listens: `host:port`, or the path of a socket. */
  address: string;
  storageDir: string;
  secret: string;
  notifications: NotificationEndpoint | null;
}): string {
  const { notifications } = settings;
  return stringify({
    version: 0.1,
    log: { level: "warn", formatter: "json", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: settings.storageDir }, delete: { enabled: true } },
    http: {
      ...(settings.address.startsWith("/") && { net: "unix" }),
      addr: settings.address,
      secret: settings.secret,
      headers: { "X-Content-Type-Options": ["nosniff"] },
    },
    catalog: { maxentries: 100_000 },
    ...(notifications && { notifications: { endpoints: [describeEndpoint(notifications)] } }),
  });
}

// Blob events are ignored: blobs come and go with their manifests, and there are many more of them.
function describeEndpoint({ url, secret }: NotificationEndpoint) {
  const headers = { Authorization: [`Bearer ${secret}`] };
  const patience = { timeout: "2s", threshold: 5, backoff: "1s" };
  return { name: "shipshape", url, headers, ...patience, ignoredmediatypes: ["application/octet-stream"] };
}

/** Writes the configuration; `inside` is what a container sees instead of this machine's paths and port. */
export function writeRegistryConfig(
  dataDir: string,
  socket: RegistrySocket,
  notifications: NotificationEndpoint | null,
  inside?: { address: string; storageDir: string },
): RegistryFiles {
  const files = registryFiles(dataDir);
  mkdirSync(files.storageDir, { recursive: true, mode: 0o700 });
  const address = "port" in socket ? `${socket.host}:${socket.port}` : socket.socketPath;
  const settings = inside ?? { address, storageDir: files.storageDir };
  const secret = keepSecret(files.directory);
  writeFileSync(files.configFile, registryConfig({ ...settings, secret, notifications }), { mode: 0o600 });
  // The file holds secrets, and may already exist because a copy was put back.
  chmodSync(files.configFile, 0o600);
  return files;
}
