import "server-only";
import { AppError, type AppErrorOptions, isAppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/error-codes";
import { type Asked, responseError } from "@/lib/registry/check-response";
import type { RegistryConnection } from "@/lib/registry/connection";
import { longestRetryAfterSeconds, redirectLimit } from "@/lib/registry/limits";
import { Deadline } from "./deadline";
import { BodyTooLarge, exchange, type Incoming, type Outgoing } from "./exchange";
import { isRedirect, redirectTarget } from "./redirect";
import { parseRetryAfter } from "./retry-after";
import { transportError } from "./transport-error";

export type RegistryRequest = {
  asked: Asked;
  method: Outgoing["method"];
  /** Below the registry's base URL, with the query; built by `registry-path.ts` only. */
  path: string;
  /** Of the token, where the registry wants one. */
  scope: string;
  headers?: Record<string, string>;
  body?: Uint8Array;
  maxBytes: number;
  tooLarge?: ErrorCode;
  /** The statuses that are an answer; any other is thrown as the AppError it means. All 2xx by default. */
  answers?: number[];
  signal?: AbortSignal | undefined;
};

/**
 * The registry's answer to one request: authorised, redirected, retried where that is safe, in its turn and within its
 * time. Throws the AppError that the failure means, or the reason of the caller's signal.
 */
export async function sendRequest(connection: RegistryConnection, request: RegistryRequest): Promise<Incoming> {
  const answer = await shared(connection, request);
  const wanted = request.answers?.includes(answer.status) ?? (answer.status >= 200 && answer.status < 300);
  if (!wanted) throw responseError(connection.config, request.asked, answer);
  return answer;
}

/**
 * One GET at a time for each thing. HEAD is not shared: it is how a tag is looked at just before something is done to
 * it, and an answer under way may be older than that.
 */
async function shared(connection: RegistryConnection, request: RegistryRequest): Promise<Incoming> {
  const { flights } = connection;
  if (request.method === "HEAD") return queued(connection, request);
  if (request.method === "GET") {
    const key = JSON.stringify([request.path, request.headers?.accept, request.maxBytes, request.tooLarge]);
    return flights.share(key, request.signal, (signal) => queued(connection, { ...request, signal }));
  }
  flights.forget();
  return queued(connection, request).finally(() => flights.forget());
}

function queued(connection: RegistryConnection, request: RegistryRequest): Promise<Incoming> {
  return connection.slots.run(request.signal, async () => {
    const deadline = new Deadline(connection.limits.totalMs, request.signal);
    try {
      return await withRetries(connection, request, deadline);
    } catch (error) {
      throw isAppError(error) ? error : (deadline.reason(connection.config.title) ?? error);
    } finally {
      deadline.clear();
    }
  });
}

const worthAnotherTry = new Set([429, 500, 502, 503, 504]);

async function withRetries(
  connection: RegistryConnection,
  request: RegistryRequest,
  deadline: Deadline,
): Promise<Incoming> {
  const { retries, retryBaseMs } = connection.limits;
  const reads = request.method === "GET" || request.method === "HEAD";
  for (let attempt = 0; ; attempt++) {
    const last = !reads || attempt >= retries;
    const backoffMs = Math.random() * retryBaseMs * 2 ** attempt;
    try {
      const answer = await authorized(connection, request, deadline);
      if (last || !worthAnotherTry.has(answer.status)) return answer;
      const asked = parseRetryAfter(answer.headers.get("retry-after"), Date.now());
      if (asked !== null && asked > longestRetryAfterSeconds) return answer;
      const waitMs = asked === null ? backoffMs : asked * 1000;
      if (waitMs >= deadline.remainingMs) return answer;
      await deadline.wait(waitMs);
    } catch (error) {
      if (last || !isAppError(error, "registry-unreachable") || backoffMs >= deadline.remainingMs) throw error;
      await deadline.wait(backoffMs);
    }
  }
}

/** Sends the request; at a 401 once more with what the challenge asks for, and never a third time. */
async function authorized(
  connection: RegistryConnection,
  request: RegistryRequest,
  deadline: Deadline,
): Promise<Incoming> {
  const { authorization } = connection;
  const headerNow = () => deadline.race(authorization.header(connection, request.scope));
  const sent = await headerNow();
  const first = await follow(connection, request, sent, deadline);
  if (first.status !== 401) return first;
  if (!authorization.learn(first.headers.get("www-authenticate"))) return first;
  authorization.forgetToken(connection, request.scope);
  const next = await headerNow();
  return next === sent || next === null ? first : follow(connection, request, next, deadline);
}

async function follow(
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
  }
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
  const { agents, config, limits } = connection;
  const { method, body, maxBytes } = request;
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
  const options: AppErrorOptions = { context: { ...asked, maxBytes } };
  const limit = maxBytes >= 1024 * 1024 ? `${Math.round(maxBytes / (1024 * 1024))} MiB` : `${maxBytes} bytes`;
  const detail = `What ${title} sent is larger than the ${limit} the console reads of it.`;
  return new AppError(code ?? "registry-bad-response", detail, options);
}
