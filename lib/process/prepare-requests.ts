import "server-only";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { BlockList, isIPv6 } from "node:net";
import { enterRequest } from "@/lib/logging/request-context";

/** The request header that holds the client's address; a client's own value is overwritten. */
export const clientAddressHeader = "x-shipshape-client-address";

/** The request header that marks the router's prefetches, as Next hides its own headers from pages. */
export const prefetchHeader = "x-shipshape-prefetch";
const prefetchMarks = ["next-router-prefetch", "next-router-segment-prefetch"];

const channel = "http.server.request.start";

/**
 * Prepares every request before Next sees it; returns a function that stops this. Gives it an ID for the log. Writes the client's address into a
 * header, as a route handler can't see the socket and Next keeps an `x-forwarded-for` that the client made up. Behind
 * proxies, which are trusted by address or CIDR only, the address is the right-most hop that isn't one of them. Marks
 * prefetches. Has TRACE answered like any unknown method (405): Next can't make a request object of it and answers 500.
 */
export function prepareRequests(trustedProxies: string[]): () => void {
  const trusted = new BlockList();
  for (const entry of trustedProxies) addTrusted(trusted, entry);
  const prepare = (message: unknown) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    response.once("close", enterRequest());
    const hops = (request.headers["x-forwarded-for"] ?? "").toString().split(",");
    request.headers[clientAddressHeader] = clientAddress(request.socket.remoteAddress ?? "", hops, trusted);
    delete request.headers[prefetchHeader];
    if (isPrefetch(request)) request.headers[prefetchHeader] = "true";
    if (request.method === "TRACE") request.method = "REFUSED";
  };
  subscribe(channel, prepare);
  return () => unsubscribe(channel, prepare);
}

function isPrefetch({ headers }: IncomingMessage): boolean {
  const purpose = `${headers["sec-purpose"] ?? ""} ${headers.purpose ?? ""}`;
  return purpose.includes("prefetch") || prefetchMarks.some((name) => headers[name] !== undefined);
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
