import "server-only";
import { getConfig } from "@/lib/config/config";
import { AppError } from "@/lib/errors/app-error";

const loopback = ["localhost", "127.0.0.1", "[::1]"];

/** The origins the console is opened at: `PUBLIC_URL`, and where that is a loopback name, the other loopback names. */
export function ownOrigins(publicUrl: string): string[] {
  const url = new URL(publicUrl);
  if (!loopback.includes(url.hostname)) return [url.origin];
  return loopback.map((name) => new URL(`${url.protocol}//${name}:${url.port}`).origin);
}

/**
 * Refuses requests that another site may have made with our cookie. Compared with the configuration, never with `Host`.
 * A browser says where a request comes from; where it sends no `Sec-Fetch-Site` (plain http on a LAN, or curl with an
 * `Origin` of our own), the exact origin decides, and without either the answer is no. A custom header isn't asked for
 * beside that: it would add nothing that `Sec-Fetch-Site`, `Origin` and the JSON content type don't give already, and
 * would keep the documented calls from being made with plain curl.
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
