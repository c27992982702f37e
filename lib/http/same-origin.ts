import "server-only";
import { getConfig } from "@/lib/config/config";
import { AppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/logging/logger";
import { processWide } from "@/lib/process/process-wide";

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
  const isOwn = origin !== null && ownOrigins(publicUrl).includes(origin);
  const right = isOwn ? null : findRightUrl(headers, publicUrl);
  if (right) warnOnce(publicUrl, right);
  if (site === "same-origin" || (site === null && isOwn)) return;
  throw new AppError(
    "cross-origin",
    right
      ? `You opened the console at ${new URL(right).origin}, but PUBLIC_URL is ${publicUrl} (${difference(publicUrl, right)}). Ask an operator to set PUBLIC_URL=${right}, or open the console at its configured address.`
      : `Changes are accepted from ${publicUrl} only. Open the console at that address, or set PUBLIC_URL to the one you use.`,
  );
}

/**
 * Returns what PUBLIC_URL should be if the page that asks was certainly loaded from this console: the browser says so,
 * or its `Origin` has the host that the request was sent to. Only for advice; nothing is accepted because of it.
 */
function findRightUrl(headers: Headers, publicUrl: string): string | null {
  const origin = headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return null;
  const { host, protocol } = new URL(origin);
  if (protocol !== "https:" && protocol !== "http:") return null;
  const asked = [headers.get("host"), headers.get("x-forwarded-host")];
  if (headers.get("sec-fetch-site") !== "same-origin" && !asked.includes(host)) return null;
  return `${new URL(origin).origin}${new URL(publicUrl).pathname.replace(/\/$/, "")}`;
}

function difference(publicUrl: string, right: string): string {
  const [configured, opened] = [new URL(publicUrl), new URL(right)];
  if (configured.hostname !== opened.hostname) return "another host";
  return configured.protocol === opened.protocol ? "another port" : "another scheme";
}

function warnOnce(publicUrl: string, right: string): void {
  const said = processWide("public-url-warning", () => ({ done: false }));
  if (said.done) return;
  said.done = true;
  logger().warn({ publicUrl, right }, `PUBLIC_URL should be ${right}: the console was opened there`);
}
