import "server-only";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import { portTaken } from "./find-registry-port";
import { isKnownHost, isKnownOrigin } from "./known-host";
import type { RegistrySocket } from "./registry-socket";

export type RegistryGuard = {
  /** Accepts no more connections; requests under way go on. */
  stopListening(): void;
  /** Ends requests under way too. */
  close(): void;
};

export type GuardSettings = {
  /** The address at which it listens. */
  host: string;
  port: number;
  socket: RegistrySocket;
  /** The host in pull commands. */
  pullHost: string;
};

// RFC 9110, 7.6.1: these headers concern one connection only. The body is passed on as it is framed.
const ofOneConnection = new Set(["connection", "keep-alive", "proxy-connection", "te", "upgrade", "expect"]);
const reading = new Set(["GET", "HEAD", "OPTIONS"]);
const mostHeaderBytes = 64 * 1024;
const idleMs = 120_000;

/**
 * Listens on the embedded registry's port and passes on each request that names the registry as its host: the
 * registry itself accepts any host. Throws `unavailable` if the port is taken.
 */
export async function startRegistryGuard({ host, port, socket, pullHost }: GuardSettings): Promise<RegistryGuard> {
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const refusal = findRefusal(request, pullHost);
    if (refusal) refuse(request, response, refusal);
    else passOn(request, response, socket);
  };
  // A layer may take hours, and an idle client comes back.
  const server = http.createServer(
    { requestTimeout: 0, keepAliveTimeout: idleMs, maxHeaderSize: mostHeaderBytes },
    answer,
  );
  server.on("checkContinue", answer);
  await new Promise<void>((resolve, reject) => {
    server.once("error", () => reject(portTaken(port, host)));
    server.listen({ port, host, exclusive: true }, resolve);
  });
  const stopListening = () => void server.close();
  const close = () => {
    stopListening();
    server.closeAllConnections();
  };
  return { stopListening, close };
}

function findRefusal({ method = "", url = "", headers }: IncomingMessage, pullHost: string): string | null {
  // A full address as the request target takes precedence over the Host header.
  if (!url.startsWith("/") || !isKnownHost(headers.host, pullHost))
    return "This is not the registry's name. Set REGISTRY_PULL_HOST to the host that clients use.";
  const { origin } = headers;
  if (!reading.has(method) && origin !== undefined && !isKnownOrigin(origin, pullHost))
    return "Pages of other sites can't change this registry.";
  return null;
}

function refuse(request: IncomingMessage, response: ServerResponse, message: string): void {
  const body = JSON.stringify({ errors: [{ code: "DENIED", message, detail: null }] });
  response.writeHead(403, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(request.method === "HEAD" ? undefined : body);
  request.resume();
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

function passOn(request: IncomingMessage, response: ServerResponse, socket: RegistrySocket): void {
  const { method, url } = request;
  const headers = passedOn(request);
  // A socket has no address, and the registry reports the client's address to the console.
  if (!request.headers["x-forwarded-for"]) headers.push("X-Forwarded-For", request.socket.remoteAddress ?? "");
  if (hasBody(request)) headers.push("Expect", "100-continue");
  // Each request gets its own connection, so that none uses one that a restarted registry has closed.
  const onward = http.request({ ...socket, method, path: url, headers, agent: false });
  onward.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, passedOn(answer));
    pipeline(answer, response, () => undefined);
  });
  // As without a guard: the connection to a registry that is gone breaks off, and the guard does not answer in its
  // place.
  onward.on("error", () => response.headersSent || response.destroy());
  // The rest of a body that the registry doesn't want is read all the same: a client may listen only after it.
  onward.on("close", () => request.resume());
  response.on("close", () => onward.destroy());
  // A registry that refuses a push closes the connection while the body arrives, and its answer would be lost.
  if (!hasBody(request)) onward.end();
  else
    onward.on("continue", () => {
      if (request.headers.expect) response.writeContinue();
      request.pipe(onward);
    });
}

/** Returns the headers as they came, in their order, without those that concern one connection only. */
function passedOn({ rawHeaders, headers }: IncomingMessage): string[] {
  const named = (headers.connection ?? "").toLowerCase().split(/\s*,\s*/);
  const passed: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = "", value = ""] = rawHeaders.slice(at, at + 2);
    const lower = name.toLowerCase();
    if (!ofOneConnection.has(lower) && !named.includes(lower)) passed.push(name, value);
  }
  return passed;
}
