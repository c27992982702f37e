// The console's server. The build puts this folder into the standalone folder, where `next` is found.
import "./quiet-framework.mjs";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { absolutePaths } from "./absolute-paths.mjs";
import { basePathMistake, readBasePath, withoutBasePath } from "./base-path.mjs";
import { keepCertificate, readCertificate } from "./certificate.mjs";
import { moveScriptsBelow } from "./framework.mjs";
import { listenBelow } from "./listener.mjs";

// Longer than load balancers keep a connection without use: otherwise one of them may send a request at the very moment
// at which it is closed here.
const keepAliveMs = 75_000;

const folder = dirname(import.meta.dirname);
Object.assign(process.env, absolutePaths(process.env, process.cwd()));
process.chdir(folder);
process.env.NODE_ENV = "production";
process.title = "shipshape";

const env = process.env;
const hostname = env.HOST?.trim() || "127.0.0.1";
const port = Number(env.PORT?.trim() || 3000);
// A mistake in it is reported with all others when the configuration is read.
const basePath = basePathMistake(readBasePath(env)) === null ? readBasePath(env) : "";

const { config } = JSON.parse(readFileSync(join(folder, ".next", "required-server-files.json"), "utf8"));
env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify({ ...config, distDir: "./.next", assetPrefix: basePath });
if (basePath) moveScriptsBelow(basePath);

const next = createRequire(import.meta.url)("next");
const app = next({ dir: folder, dev: false, hostname, port, customServer: true });
const start = env.SHIPSHAPE_COMMAND ? null : await listen();
try {
  // The framework begins the start, and would answer every request with an error if that could not even be loaded. The
  // start reads the configuration, and ends the process if it has mistakes, such as a certificate that can't be read.
  const started = new Promise((resolve, reject) => {
    globalThis[Symbol.for("shipshape started")] = resolve;
    process.once("unhandledRejection", reject);
  });
  await app.prepare();
  await started;
} catch (error) {
  console.error(error);
  process.exit(1);
}
start?.(app.getRequestHandler());

async function listen() {
  let start;
  const handler = new Promise((resolve) => {
    start = (handle) => resolve(listenBelow(handle, basePath, folder));
  });
  // What arrives during the start waits for its end.
  const listener = (request, response) => {
    reportEnd(request, response);
    handler
      .then((handle) => handle(request, response))
      .catch((error) => {
        console.error(error);
        if (!response.headersSent) response.statusCode = 500;
        response.end();
      });
  };
  const server = makeServer(listener);
  server?.on("error", (error) => {
    console.error(`Shipshape can't listen at ${hostname}:${port}: ${error.message}`);
    process.exit(1);
  });
  server?.listen(port, hostname);
  if (server && "setSecureContext" in server)
    globalThis[Symbol.for("shipshape plain port")] = await listenPlainly(listener);
  return start;
}

// The start decides what becomes of it; until then nobody listens.
function reportEnd(request, response) {
  const startedAt = performance.now();
  const { method, url } = request;
  response.once("close", () => {
    const seconds = (performance.now() - startedAt) / 1000;
    const path = withoutBasePath(url ?? "/", basePath).split("?")[0];
    globalThis[Symbol.for("shipshape request ended")]?.({ method, path, status: response.statusCode, seconds });
  });
}

// The embedded registry can be given no certificate to trust. Only what it sends is accepted here.
async function listenPlainly(listener) {
  const plain = createServer((request, response) => {
    if (request.method === "POST" && /\/api\/hooks\/registry\/[^/]+$/.test(request.url ?? ""))
      listener(request, response);
    else response.writeHead(403).end();
  });
  await new Promise((resolve) => plain.listen(0, "127.0.0.1", resolve));
  return plain.address().port;
}

function makeServer(listener) {
  const options = { keepAliveTimeout: keepAliveMs, headersTimeout: keepAliveMs + 5_000 };
  let certificate;
  try {
    certificate = readCertificate(env);
  } catch {
    return null;
  }
  if (!certificate) return createServer(options, listener);
  const secure = createSecureServer({ ...options, ...certificate }, listener);
  keepCertificate(secure, env);
  return secure;
}
