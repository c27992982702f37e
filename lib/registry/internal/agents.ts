import "server-only";
import { getCACertificates } from "node:tls";
import { Agent } from "undici";
import type { RegistryConfig } from "@/lib/config/config";
import type { RequestLimits } from "@/lib/registry/limits";
import { classifyAddress } from "./address-class";
import { guardedConnector } from "./guarded-connector";

/**
 * The sockets of one registry. The origin alone decides which agent is used: only the registry's own origin gets the
 * client certificate, and a redirect must not lead further inside the network than the registry is.
 */
export class Agents {
  readonly #registryOrigin: string;
  readonly #realmOrigin: string | null;
  readonly #registry: Agent;
  readonly #realm: Agent;
  readonly #elsewhere: Agent;
  #registryAddress = "";

  /** With `only`, the registry is reached at that address alone, and not at all if it doesn't have that address. */
  constructor(config: RegistryConfig, limits: RequestLimits, only?: string) {
    this.#registryOrigin = new URL(config.url).origin;
    this.#realmOrigin = config.tokenRealm === null ? null : new URL(config.tokenRealm).origin;
    const trust = trustOf(config);
    const make = (tls: object, mayReach: (address: string) => boolean, onConnect?: (address: string) => void) =>
      new Agent({
        connections: limits.concurrency,
        connect: guardedConnector({ timeout: limits.connectMs, allowH2: false, ...tls }, mayReach, onConnect),
      });
    const mayBeRegistry = (address: string) => notForbidden(address) && (only === undefined || address === only);
    this.#registry = make({ ...trust, ...config.clientCertificate }, mayBeRegistry, (address) => {
      this.#registryAddress = address;
    });
    this.#realm = make(trust, notForbidden);
    this.#elsewhere = make(trust, (address) => isNoFurtherInside(address, this.#registryAddress));
  }

  for(url: URL): Agent {
    if (url.origin === this.#registryOrigin) return this.#registry;
    return url.origin === this.#realmOrigin ? this.#realm : this.#elsewhere;
  }

  async close(): Promise<void> {
    await Promise.all([this.#registry, this.#realm, this.#elsewhere].map((agent) => agent.destroy()));
  }
}

/** Returns which certificates are trusted for the registry. */
export function trustOf({ ca, skipVerify }: RegistryConfig): { ca?: string[]; rejectUnauthorized: boolean } {
  return { ...(ca !== null && { ca: [...getCACertificates("default"), ca] }), rejectUnauthorized: !skipVerify };
}

/** Returns true for an address that the registry itself may have. */
export const notForbidden = (address: string): boolean => classifyAddress(address) !== "forbidden";

const depth = { public: 0, private: 1, loopback: 2, forbidden: -1 };

/**
 * Returns true if `address` is no more internal than `from`: a public registry must not lead into a private network.
 */
export function isNoFurtherInside(address: string, from: string): boolean {
  const target = classifyAddress(address);
  return target !== "forbidden" && depth[target] <= depth[classifyAddress(from)];
}
