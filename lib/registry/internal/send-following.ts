import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isDigest } from "@/lib/oci/digest";
import type { RegistryConnection } from "@/lib/registry/connection";
import { redirectLimit } from "@/lib/registry/limits";
import type { Deadline } from "./deadline";
import { BodyTooLarge, exchange, type Incoming } from "./exchange";
import { isRedirect, redirectTarget } from "./redirect";
import type { RegistryRequest } from "./registry-request";
import { transportError } from "./transport-error";

/** Sends the request, and follows the redirects of a read by hand. */
export async function sendFollowing(
  connection: RegistryConnection,
  request: RegistryRequest,
  authorizationHeader: string | null,
  deadline: Deadline,
): Promise<Incoming> {
  const { config, baseUrl, userAgent } = connection;
  const fixed = { ...request.headers, "user-agent": userAgent };
  const withCredentials = authorizationHeader === null ? fixed : { ...fixed, authorization: authorizationHeader };
  let url = new URL(`${config.url}${request.path}`);
  for (let hop = 0; ; hop++) {
    // Another origin gets a request made from nothing: no credentials, nothing that was meant for the registry.
    const headers = url.origin === baseUrl.origin ? withCredentials : outsideHeaders(fixed);
    const answer = await once(connection, request, url, headers, deadline);
    const reads = request.method === "GET" || request.method === "HEAD";
    if (!reads || !isRedirect(answer)) return answer;
    if (hop === redirectLimit) {
      throw new AppError("registry-bad-response", `${config.title} redirects more than ${redirectLimit} times.`);
    }
    url = redirectTarget(config.title, answer);
    if (url.origin !== baseUrl.origin && !isVerified(request)) throw movedAway(config.title, url);
  }
}

/** Only what is verified by its digest may come from anywhere. */
function isVerified({ asked }: RegistryRequest): boolean {
  return asked.kind === "blob" || (asked.kind === "manifest" && isDigest(asked.reference ?? ""));
}

function movedAway(title: string, { origin }: URL): AppError {
  const detail = `${title} redirects to another server, ${origin}. If the registry is there, put that into its URL.`;
  return new AppError("registry-bad-response", detail);
}

function outsideHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => ["accept", "range", "user-agent"].includes(name)),
  );
}

async function once(
  connection: RegistryConnection,
  request: RegistryRequest,
  url: URL,
  headers: Record<string, string>,
  deadline: Deadline,
): Promise<Incoming> {
  const { agents, config, limits, traffic } = connection;
  const { method, body, maxBytes } = request;
  traffic.requests++;
  const changesState = request.asked.action !== "read";
  try {
    const outgoing = { method, url, headers, maxBytes, signal: deadline.signal, ...(body && { body }) };
    return await exchange(agents.for(url), outgoing, limits);
  } catch (error) {
    const ended = deadline.reason(config.title, { ...request.asked, ...(changesState && { stateUnknown: true }) });
    if (ended !== undefined) throw ended;
    if (error instanceof BodyTooLarge) throw tooLarge(config.title, request);
    throw transportError(error, config.title, url, changesState);
  }
}

function tooLarge(title: string, { asked, maxBytes, tooLarge: code }: RegistryRequest): AppError {
  const limit = maxBytes >= 1024 * 1024 ? `${Math.round(maxBytes / (1024 * 1024))} MiB` : `${maxBytes} bytes`;
  const detail = `What ${title} sent is larger than the ${limit} the console reads of it.`;
  return new AppError(code ?? "registry-bad-response", detail, { context: { ...asked, maxBytes } });
}
