import "server-only";
import { getConfig } from "@/lib/config/config";
import { AppError } from "@/lib/errors/app-error";

const loopback = ["localhost", "127.0.0.1", "[::1]"];

/** Returns the console's own origins: `PUBLIC_URL`, and if that is a loopback name, also the other loopback names. */
export function ownOrigins(publicUrl: string): string[] {
  const url = new URL(publicUrl);
  if (!loopback.includes(url.hostname)) return [url.origin];
  return loopback.map((name) => new URL(`${url.protocol}//${name}:${url.port}`).origin);
}

/**
 * Refuses requests that another site may have made with our cookie. Compares with the configuration, never with `Host`.
 * `Sec-Fetch-Site` decides if the browser sends it. Without it (plain http on a LAN, or curl with an `Origin` of our
 * own) the exact `Origin` decides, and without either the request is refused. No custom header is required as well: it
 * would add nothing to `Sec-Fetch-Site`, `Origin` and the JSON content type, and would prevent the documented calls
 * with plain curl.
 */
export function requireSameOrigin(headers: Headers, publicUrl = getConfig().publicUrl): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (site === "same-origin") return;
  if (site === null && origin !== null && ownOrigins(publicUrl).includes(origin)) return;
  throw new AppError(
    "cross-origin",
    `Changes are accepted from ${publicUrl} only. Open the console at that address, or set PUBLIC_URL to the one you use.`,
  );
}
