import "server-only";
import { isIP } from "node:net";

// Docker's names for the machine that it runs on, and for nothing else.
const dockerNames = ["host.docker.internal", "gateway.docker.internal"];

function hostnameOf(authority: string): string | null {
  const url = `http://${authority}`;
  if (authority === "" || /[/?#@\\\s]/.test(authority) || !URL.canParse(url)) return null;
  return new URL(url).hostname.replace(/^\[|\]$/g, "");
}

const isLoopback = (name: string) =>
  name === "localhost" ||
  name.endsWith(".localhost") ||
  name === "::1" ||
  (isIP(name) === 4 && name.startsWith("127."));

/**
 * Returns whether a `Host` header names the embedded registry. A page of any site can make its own name point to
 * loopback (DNS rebinding), and the browser then takes the answers for the page's own; an IP address has no name that
 * could be rebound.
 */
export function isKnownHost(host: string | undefined, pullHost: string): boolean {
  const name = hostnameOf(host ?? "");
  if (name === null) return false;
  return isIP(name) !== 0 || isLoopback(name) || dockerNames.includes(name) || name === hostnameOf(pullHost);
}

/**
 * Returns whether a page of that `Origin` may make the registry do something: only a page that this machine itself
 * serves may.
 */
export function isKnownOrigin(origin: string, pullHost: string): boolean {
  const name = URL.canParse(origin) ? hostnameOf(new URL(origin).host) : null;
  return name !== null && (isLoopback(name) || name === hostnameOf(pullHost));
}
