// The console's server. The build puts this folder into the standalone folder, where `next` is found.
import "./quiet-framework.mjs";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { basePathMistake, readBasePath } from "./base-path.mjs";
import { keepCertificate, readCertificate } from "./certificate.mjs";
import { moveScriptsBelow } from "./framework.mjs";
import { listenBelow } from "./listener.mjs";

// Longer than load balancers keep a connection without use: otherwise one of them may send a request at the very moment
// at which it is closed here.
const keepAliveMs = 75_000;

const folder = dirname(import.meta.dirname);
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
const start = listen();
try {
  // Reads the configuration and ends the process if it has mistakes, such as a certificate that can't be read.
  await app.prepare();
  start(app.getRequestHandler());
} catch (error) {
  console.error(error);
  process.exit(1);
}

function listen() {
  let start;
  const handler = new Promise((resolve) => {
    start = (handle) => resolve(listenBelow(handle, basePath, folder));
  });
  // What arrives during the start waits for its end.
  const listener = (request, response) => {
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
  return start;
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
