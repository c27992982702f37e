// The console's server. The build puts this folder into the standalone folder, where `next` is found.
import "./quiet-framework.mjs";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { absolutePaths } from "./absolute-paths.mjs";
import { basePathMistake, readBasePath } from "./base-path.mjs";
import { moveScriptsBelow } from "./framework.mjs";
import { listen } from "./listen.mjs";
import { listenBelow } from "./listen-below.mjs";

const folder = dirname(import.meta.dirname);
Object.assign(process.env, absolutePaths(process.env, process.cwd()));
process.chdir(folder);
process.env.NODE_ENV = "production";
process.title = "shipshape";

const env = process.env;
// A mistake in it is reported with all others when the configuration is read.
const basePath = basePathMistake(readBasePath(env)) === null ? readBasePath(env) : "";

const { config } = JSON.parse(readFileSync(join(folder, ".next", "required-server-files.json"), "utf8"));
env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify({ ...config, distDir: "./.next", assetPrefix: basePath });
if (basePath) moveScriptsBelow(basePath);

const next = createRequire(import.meta.url)("next");
const app = next({ dir: folder, dev: false, customServer: true });
let answer;
const answering = new Promise((resolve) => {
  answer = (handle) => resolve(listenBelow(handle, basePath, folder));
});
// The start (lib/boot) reads the configuration, and says where to listen. What arrives until it is done waits.
globalThis[Symbol.for("shipshape listens")] = (where) => listen(where, answering, { env, basePath });
try {
  // The framework begins the start, and would answer every request with an error if that could not even be loaded.
  let fail;
  const started = new Promise((resolve, reject) => {
    globalThis[Symbol.for("shipshape started")] = resolve;
    fail = reject;
  });
  process.on("unhandledRejection", fail);
  await app.prepare();
  await started;
  process.off("unhandledRejection", fail);
} catch (error) {
  console.error(error);
  process.exit(1);
}
answer(app.getRequestHandler());
