import "server-only";
import type { RegistryConfig } from "@/lib/config/config";
import { getConfig } from "@/lib/config/config";
import { AppError } from "@/lib/errors/app-error";
import { processWide } from "@/lib/process/process-wide";
import packageJson from "@/package.json";
import { Agents } from "./internal/agents";
import { Authorization } from "./internal/authorization";
import { ExpiringCache } from "./internal/expiring-cache";
import { Flights } from "./internal/flights";
import { Slots } from "./internal/slots";
import { type RequestLimits, requestLimits } from "./limits";

/** One registry with its own sockets, queue, tokens and cached answers. The first argument of every operation. */
export type RegistryConnection = {
  readonly config: RegistryConfig;
  readonly baseUrl: URL;
  readonly limits: RequestLimits;
  readonly userAgent: string;
  readonly agents: Agents;
  readonly slots: Slots;
  readonly flights: Flights;
  readonly authorization: Authorization;
  /** Cached answers: tokens, capabilities, health. */
  readonly answers: ExpiringCache;
  /** The number of requests sent so far, including redirects and retries. */
  readonly traffic: { requests: number };
  close(): Promise<void>;
};

/** Creates a separate connection, which the caller must close. Sends nothing before the first operation. */
export function connectTo(config: RegistryConfig, limits: Partial<RequestLimits> = {}): RegistryConnection {
  const all = { ...requestLimits, ...limits };
  const agents = new Agents(config, all);
  return {
    config,
    baseUrl: new URL(config.url),
    limits: all,
    userAgent: `shipshape/${packageJson.version}`,
    agents,
    slots: new Slots(all.concurrency),
    flights: new Flights(),
    authorization: new Authorization(),
    answers: new ExpiringCache(),
    traffic: { requests: 0 },
    close: () => agents.close(),
  };
}

/**
 * Creates a connection to the same registry with its own sockets, at `address` if it is given: another instance behind
 * the same name may answer. It shares the queue and the credentials. The caller must close it.
 */
export function connectAnew(connection: RegistryConnection, address?: string): RegistryConnection {
  const agents = new Agents(connection.config, connection.limits, address);
  return {
    ...connection,
    agents,
    flights: new Flights(),
    answers: new ExpiringCache(),
    close: () => agents.close(),
  };
}

const connections = () => processWide("registry-connections", () => new Map<string, RegistryConnection>());

/** Returns the process's connection to a configured registry. Throws `registry-not-found`. */
export function getConnection(name: string): RegistryConnection {
  const known = connections().get(name);
  if (known) return known;
  const config = getConfig().registries.find((registry) => registry.name === name);
  if (!config) throw new AppError("registry-not-found", "The configuration has no registry with that name.");
  const made = connectTo(config);
  connections().set(name, made);
  return made;
}

/** Returns the connections to all configured registries, in the order of the configuration. */
export function listConnections(): RegistryConnection[] {
  return getConfig().registries.map(({ name }) => getConnection(name));
}
