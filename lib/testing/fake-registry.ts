import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { FakeManifest } from "./factories";
import type { FakeRequest } from "./fake-registry/exchange";
import type { Fake } from "./fake-registry/fake";
import { families } from "./fake-registry/families";
import type { FakeRegistryOptions } from "./fake-registry/options";
import { answer } from "./fake-registry/route";
import { send } from "./fake-registry/send";
import { FakeStore } from "./fake-registry/store";

export type FakeRegistry = {
  /** The base URL to configure, with the prefix and without a trailing slash. */
  url: string;
  port: number;
  /** `127.0.0.1:port`, for pull commands. */
  host: string;
  /** All requests so far, oldest first. */
  requests: FakeRequest[];
  /** Counts the requests that begin with this, e.g. `DELETE /v2/app/manifests/`. */
  countRequests: (start: string) => number;
  store: FakeStore;
  /** Can be changed at any time. */
  options: FakeRegistryOptions;
  /** Stores a manifest with its blobs and children, under a tag unless `tag` is null; returns its digest. */
  push: (repository: string, tag: string | null, manifest: FakeManifest) => string;
  /** Revokes every token issued so far. */
  revokeTokens: () => void;
  close: () => Promise<void>;
};

/** Starts a real HTTP server on a free loopback port, with an in-memory store and the quirks of `options`. */
export async function startFakeRegistry(options: FakeRegistryOptions = {}): Promise<FakeRegistry> {
  const store = new FakeStore();
  const fake: Fake = {
    options,
    store,
    origin: "",
    uploads: new Map(),
    tokens: new Map(),
    get family() {
      return { ...families[options.family ?? "distribution-3.1"], ...options.quirks };
    },
  };
  const requests: FakeRequest[] = [];
  const server = listenWith(options, (incoming, response) => {
    void (async () => {
      const request = await readRequest(incoming, options.prefix ?? "");
      requests.push(request);
      if (options.latencyMs) await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
      const intercepted = await options.intercept?.(request);
      const given = intercepted ?? answer(fake, request);
      await options.hold?.(request);
      const headers = intercepted ? (given.headers ?? {}) : { ...fake.family.headers, ...given.headers };
      await send({ ...given, headers }, request.method, response);
    })().catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  fake.origin = `${options.tls ? "https" : "http"}://127.0.0.1:${port}`;
  return {
    url: `${fake.origin}${options.prefix ?? ""}`,
    port,
    host: `127.0.0.1:${port}`,
    requests,
    countRequests: (start) => requests.filter(({ method, url }) => `${method} ${url}`.startsWith(start)).length,
    store,
    options,
    push: (repository, tag, manifest) => store.push(repository, tag, manifest),
    revokeTokens: () => fake.tokens.clear(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listenWith({ tls }: FakeRegistryOptions, listener: RequestListener) {
  if (!tls) return createServer(listener);
  const client = tls.clientCa === undefined ? {} : { ca: tls.clientCa, requestCert: true };
  return createTlsServer({ key: tls.key, cert: tls.cert, ...client }, listener);
}

async function readRequest(incoming: IncomingMessage, prefix: string): Promise<FakeRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = incoming.url ?? "/";
  const path = (url.split("?")[0] ?? "/").replace(new RegExp(`^${prefix}(?=/)`), "");
  const query = new URLSearchParams(url.split("?")[1] ?? "");
  return { method: incoming.method ?? "", path, query, url, headers: incoming.headers, body: Buffer.concat(chunks) };
}
