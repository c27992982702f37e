import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isDigest } from "@/lib/oci/digest";
import type { RegistryConnection } from "@/lib/registry/connection";
import { redirectLimit } from "@/lib/registry/limits";
import { NotSent } from "@/lib/registry/not-sent";
import { traceHeaders } from "@/lib/tracing/trace-headers";
import type { Deadline } from "./deadline";
import { BodyTooLarge } from "./decode-body";
import { exchange, type Incoming } from "./exchange";
import { isRedirect, redirectTarget } from "./redirect";
import type { RegistryRequest } from "./registry-request";
import { transportError } from "./transport-error";

/** Sends the request, and follows the redirects of a read itself. */
export async function sendFollowing(
  connection: RegistryConnection,
  request: RegistryRequest,
  authorizationHeader: string | null,
  deadline: Deadline,
): Promise<Incoming> {
  const { config, baseUrl, userAgent } = connection;
  const fixed = { ...request.headers, "user-agent": userAgent };
  const own = { ...fixed, ...traceHeaders() };
  const withCredentials = authorizationHeader === null ? own : { ...own, authorization: authorizationHeader };
  let url = new URL(`${config.url}${request.path}`);
  for (let hop = 0; ; hop++) {
    // Another origin gets only harmless headers: no credentials, nothing that was meant for the registry.
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

/** Only content that is verified by its digest may come from another origin. */
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
    const { beforeSending } = request;
    const outgoing = { method, url, headers, maxBytes, signal: deadline.signal, beforeSending, ...(body && { body }) };
    return await exchange(agents.for(url), outgoing, limits);
  } catch (error) {
    const ended = deadline.reason(config.title, { ...request.asked, ...(changesState && { stateUnknown: true }) });
    if (ended !== undefined) throw ended;
    if (error instanceof NotSent) throw error;
    if (error instanceof BodyTooLarge) throw tooLarge(config.title, request);
    if (url.origin !== connection.baseUrl.origin) throw storageError(error, config.title, url);
    throw transportError(error, config.title, url, changesState);
  }
}

/** The registry answered; its storage, or another target of its redirect, did not. */
function storageError(error: unknown, title: string, url: URL): AppError {
  if (error instanceof AppError) return error;
  const { code, detail, context } = transportError(error, `Storage of ${title}`, url);
  const hint = "The registry responds. Check that the console can reach the address that it redirects to.";
  return new AppError("registry-failed", `${detail} ${hint}`, {
    cause: error,
    context: { ...context, failure: code, elsewhere: true },
  });
}

function tooLarge(title: string, { asked, maxBytes, tooLarge: code }: RegistryRequest): AppError {
  const limit = maxBytes >= 1024 * 1024 ? `${Math.round(maxBytes / (1024 * 1024))} MiB` : `${maxBytes} bytes`;
  const detail = `${title} sent more than the ${limit} that the console accepts.`;
  return new AppError(code ?? "registry-bad-response", detail, { context: { ...asked, maxBytes } });
}
