import "server-only";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { BlockList, isIPv6 } from "node:net";

/** The request header that holds the client's address; whatever a client sends under this name is overwritten. */
export const clientAddressHeader = "x-shipshape-client-address";

const channel = "http.server.request.start";

/**
 * Writes each request's address into a header, as a route handler of Next can't see the socket and Next keeps an
 * `x-forwarded-for` that the client made up. Behind proxies, which are trusted by address or CIDR only, it is the
 * right-most hop that isn't one of them. Returns what ends it.
 */
export function stampClientAddresses(trustedProxies: string[]): () => void {
  const trusted = new BlockList();
  for (const entry of trustedProxies) addTrusted(trusted, entry);
  const stamp = (message: unknown) => {
    const { request } = message as { request: IncomingMessage };
    const hops = (request.headers["x-forwarded-for"] ?? "").toString().split(",");
    const address = clientAddress(request.socket.remoteAddress ?? "", hops, trusted);
    request.headers[clientAddressHeader] = address;
  };
  subscribe(channel, stamp);
  return () => unsubscribe(channel, stamp);
}

function addTrusted(trusted: BlockList, entry: string): void {
  const [address = "", prefix] = entry.split("/");
  const family = isIPv6(address) ? "ipv6" : "ipv4";
  if (prefix === undefined) trusted.addAddress(address, family);
  else trusted.addSubnet(address, Number(prefix), family);
}

const unwrap = (address: string) => address.trim().replace(/^::ffff:(?=\d+\.)/i, "");

function clientAddress(peer: string, hops: string[], trusted: BlockList): string {
  const isTrusted = (address: string) => trusted.check(address, isIPv6(address) ? "ipv6" : "ipv4");
  let address = unwrap(peer);
  for (const hop of hops.map(unwrap).filter(Boolean).reverse()) {
    if (!isTrusted(address)) break;
    address = hop;
  }
  return address;
}
