import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { withoutBasePath } from "./base-path.mjs";
import { keepCertificate, readCertificate } from "./certificate.mjs";

// Longer than load balancers keep a connection without use: otherwise one of them may send a request at the very moment
// at which it is closed here.
const keepAliveMs = 75_000;

/**
 * Listens at the address, by https if the environment names a certificate, and passes requests to the handler that
 * `answering` resolves to. Rejects if the port is taken.
 */
export async function listen({ host, port }, answering, { env, basePath }) {
  const listener = (request, response) => {
    // The framework's own, by a key that is the same in every copy of this build: its requests skip proxy.ts.
    delete request.headers["x-prerender-revalidate"];
    reportEnd(request, response, basePath);
    answering
      .then((handle) => handle(request, response))
      .catch((error) => {
        console.error(error);
        if (!response.headersSent) response.statusCode = 500;
        response.end();
      });
  };
  const options = { keepAliveTimeout: keepAliveMs, headersTimeout: keepAliveMs + 5_000 };
  const certificate = readCertificate(env);
  const server = certificate
    ? createSecureServer({ ...options, ...certificate }, listener)
    : createServer(options, listener);
  await listening(server, port, host);
  if (!certificate) return;
  keepCertificate(server, env);
  globalThis[Symbol.for("shipshape plain port")] = await listenPlainly(listener, basePath);
}

// The start decides what becomes of it; until then nobody listens.
function reportEnd(request, response, basePath) {
  const startedAt = performance.now();
  const { method, url } = request;
  response.once("close", () => {
    const seconds = (performance.now() - startedAt) / 1000;
    const path = withoutBasePath(url ?? "/", basePath).split("?")[0];
    globalThis[Symbol.for("shipshape request ended")]?.({ method, path, status: response.statusCode, seconds });
  });
}

// The embedded registry can be given no certificate to trust. Only what it sends is accepted here.
async function listenPlainly(listener, basePath) {
  const plain = createServer((request, response) => {
    const path = withoutBasePath(request.url ?? "/", basePath);
    if (request.method === "POST" && /^\/api\/hooks\/registry\/[^/?]+$/.test(path)) listener(request, response);
    else response.writeHead(403).end();
  });
  await listening(plain, 0, "127.0.0.1");
  return plain.address().port;
}

function listening(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}
