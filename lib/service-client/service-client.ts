import "server-only";
import { getCACertificates } from "node:tls";
import { Agent, type Dispatcher, request } from "undici";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { readBounded } from "./read-bounded";
import { refusal } from "./refusal";

/** Where a service listens. The console asks it only for what the configuration names. */
export type ServiceAddress = {
  /** `http://…`, `https://…` or `unix:///path/of/a/socket`, without a trailing slash. */
  url: string;
  /** PEM. */
  ca: string | null;
  clientCertificate: { cert: string; key: string } | null;
  skipVerify: boolean;
};

export type ServiceRequest = {
  method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The path below the service's address, with its query. */
  path: string;
  json?: unknown;
  headers?: Record<string, string>;
  /** The statuses other than 2xx that are no failure. */
  answers?: readonly number[];
  signal: AbortSignal;
  timeoutMs?: number;
};

export type ServiceAnswer = { status: number; headers: Record<string, string>; body: Buffer };

export type ServiceClient = {
  /**
   * Sends one request and returns its whole answer, of at most 4 MiB. Throws `runner-unreachable` if nobody answers,
   * `runner-refused` if the answer is a failure, and the signal's reason.
   */
  send(request: ServiceRequest): Promise<ServiceAnswer>;
  /** Does the same, and returns the JSON that the schema describes. Throws `runner-refused` for any other answer. */
  ask<T extends z.ZodType>(request: ServiceRequest, schema: T): Promise<z.output<T>>;
  /** Returns the answer as it comes, without a limit on its length or on the silences in it. */
  stream(request: ServiceRequest): Promise<AsyncIterable<Buffer>>;
  close(): Promise<void>;
};

const patienceMs = 30_000;
const mostBytes = 4 * 1024 * 1024;
// An API server that refuses one request ends the whole HTTP/2 connection, with every request in it.
const allowH2 = false;

function agentFor(address: ServiceAddress): { agent: Agent; origin: string } {
  const { ca, clientCertificate, skipVerify, url } = address;
  if (url.startsWith("unix://")) {
    const socketPath = url.slice("unix://".length);
    return { agent: new Agent({ connect: { socketPath }, bodyTimeout: 0, allowH2 }), origin: "http://localhost" };
  }
  const connect = {
    ...(ca !== null && { ca: [...getCACertificates("default"), ca] }),
    ...clientCertificate,
    rejectUnauthorized: !skipVerify,
  };
  return { agent: new Agent({ connect, bodyTimeout: 0, allowH2 }), origin: url };
}

/**
 * Opens a client of a service that the configuration names, such as the Docker Engine. `title` is its name in errors,
 * `authorize` makes the `Authorization` header anew for each request, and `advice` is what to do about an answer whose
 * status denies the console access. Redirects are not followed. The caller closes the client.
 */
export function openService(
  title: string,
  address: ServiceAddress,
  authorize: () => Promise<string | null> = async () => null,
  advice: (status: number) => string | null = () => null,
): ServiceClient {
  const { agent, origin } = agentFor(address);
  const dispatch = async (wanted: ServiceRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> => {
    const authorization = await authorize();
    const answer = await request(`${origin}${wanted.path}`, {
      dispatcher: agent,
      method: wanted.method,
      headers: {
        accept: "application/json",
        ...(authorization !== null && { authorization }),
        ...(wanted.json !== undefined && { "content-type": "application/json" }),
        ...wanted.headers,
      },
      body: wanted.json === undefined ? null : JSON.stringify(wanted.json),
      signal,
    }).catch((error: unknown) => {
      throw wanted.signal.aborted ? wanted.signal.reason : unreachable(title, error);
    });
    const { statusCode } = answer;
    if ((statusCode >= 200 && statusCode < 300) || wanted.answers?.includes(statusCode)) return answer;
    const body = await readBounded(answer.body, mostBytes).catch(() => Buffer.alloc(0));
    throw refusal(title, wanted, statusCode, body, advice(statusCode));
  };
  const send = async (wanted: ServiceRequest): Promise<ServiceAnswer> => {
    const signal = AbortSignal.any([wanted.signal, AbortSignal.timeout(wanted.timeoutMs ?? patienceMs)]);
    const answer = await dispatch(wanted, signal);
    const body = await readBounded(answer.body, mostBytes).catch((error: unknown) => {
      throw wanted.signal.aborted ? wanted.signal.reason : unreachable(title, error);
    });
    return { status: answer.statusCode, headers: flat(answer.headers), body };
  };
  return {
    send,
    ask: async (wanted, schema) => parse(title, wanted, schema, (await send(wanted)).body),
    stream: async (wanted) => (await dispatch(wanted, wanted.signal)).body,
    close: () => agent.destroy(),
  };
}

function parse<T extends z.ZodType>(title: string, wanted: ServiceRequest, schema: T, body: Buffer): z.output<T> {
  try {
    return schema.parse(JSON.parse(body.toString("utf8")));
  } catch (error) {
    const answered = `${title} answered ${wanted.method} ${wanted.path.split("?")[0]}`;
    throw new AppError("runner-refused", `${answered} with invalid data: ${mistakeOf(error)}.`, {
      cause: error,
    });
  }
}

/** Returns the first mistake in an answer, and nothing of its contents. */
function mistakeOf(error: unknown): string {
  const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
  if (!issue) return "it is no JSON";
  const place = issue.path.join(".");
  return (place ? `${place}: ${issue.message}` : issue.message).slice(0, 300);
}

// With these errors, nobody has received the request.
const unsent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENOENT", "UND_ERR_CONNECT_TIMEOUT"]);

function unreachable(title: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const reason = error instanceof Error ? reasonOf(error) : "";
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const options = { cause: error, context: { sent: !(unsent.has(code) || code in certificateProblems) } };
  return new AppError("runner-unreachable", `${title} can't be reached: ${reason}.`, options);
}

const notTrusted =
  "its certificate is not signed by an authority that the console trusts. Name that authority's certificate by caFile";
const certificateProblems: Record<string, string> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: notTrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: notTrusted,
  SELF_SIGNED_CERT_IN_CHAIN: notTrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: notTrusted,
  CERT_HAS_EXPIRED: "its certificate has expired",
};

function reasonOf(error: Error): string {
  if (error.name === "TimeoutError") return "it did not answer in time";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (certificateProblems[code]) return certificateProblems[code];
  return [error.message || error.name, code]
    .filter((part, at, all) => part && (at === 0 || !all[0]?.includes(part)))
    .join(", ");
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}
