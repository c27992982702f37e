import "server-only";
import { isIP } from "node:net";

// Docker's names of the machine that it runs on, and of nothing else.
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
 * Whether a `Host` header names the embedded registry. A page of any site can have its own name lead to loopback (DNS
 * rebinding), and the browser then takes what answers for the page's own; an address has no name to be bound anew.
 */
export function isKnownHost(host: string | undefined, pullHost: string): boolean {
  const name = hostnameOf(host ?? "");
  if (name === null) return false;
  return isIP(name) !== 0 || isLoopback(name) || dockerNames.includes(name) || name === hostnameOf(pullHost);
}

/** Whether a page of that `Origin` may have the registry do something: only one that this machine itself serves. */
export function isKnownOrigin(origin: string, pullHost: string): boolean {
  const name = URL.canParse(origin) ? hostnameOf(new URL(origin).host) : null;
  return name !== null && (isLoopback(name) || name === hostnameOf(pullHost));
}
