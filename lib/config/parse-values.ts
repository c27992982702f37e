import "server-only";
import type { Mistakes } from "./mistakes";

/** Returns true or false, or null if nothing is set. Adds a mistake for other values, which count as false. */
export function parseSwitch(mistakes: Mistakes, place: string, value: string | null): boolean | null {
  if (value === null) return null;
  if (/^(1|true|yes|on)$/i.test(value)) return true;
  if (!/^(0|false|no|off)$/i.test(value)) mistakes.add(place, "must be true or false");
  return false;
}

/** Returns a TCP port; adds a mistake and returns null for anything else. */
export function parsePort(mistakes: Mistakes, place: string, value: string | null): number | null {
  if (value === null) return null;
  const port = /^\d{1,5}$/.test(value) ? Number(value) : 0;
  if (port >= 1 && port <= 65_535) return port;
  mistakes.add(place, "must be a port between 1 and 65535");
  return null;
}

/** Returns an http(s) URL without credentials or query; adds a mistake and returns null for anything else. */
export function parseHttpUrl(mistakes: Mistakes, place: string, value: string): URL | null {
  const problem = problemOfUrl(value);
  if (problem === null) return new URL(value);
  mistakes.add(place, problem);
  return null;
}

function problemOfUrl(value: string): string | null {
  if (!URL.canParse(value)) return "must be a URL such as https://registry.example.com";
  const url = new URL(value);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "must begin with https:// or http://";
  if (url.username || url.password) return "must not hold a user name or password; use the credentials settings";
  if (url.search || url.hash) return "must not have a query or a fragment";
  return null;
}

export function withoutTrailingSlash(url: URL): string {
  return url.href.replace(/\/+$/, "");
}
