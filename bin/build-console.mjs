import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./failure.mjs";
import { hashFiles } from "./hash-files.mjs";
import { runCommand } from "./run-command.mjs";
import { requireSuccess, runStep } from "./run-step.mjs";
import { isStamped, stampAfter } from "./stamp.mjs";

const sources = [
  "app",
  "components",
  "lib",
  "messages",
  "public",
  "instrumentation.ts",
  "next.config.js",
  "package.json",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "server",
  "tsconfig.json",
];
const beyondAscii = /[^\0-\x7f]/g;
const isBuilt = (file) => !/\.test\.tsx?$/.test(file) && !file.startsWith("lib/testing/");

/** Returns the path of the server that a build produces. */
export function serverFile(folder) {
  return join(folder, ".next", "standalone", "server", "main.mjs");
}

/** Builds the console, unless the sources are unchanged since the last build. */
export async function buildConsole(folder, node, env) {
  const stamp = join(folder, ".next", "shipshape-built");
  const hash = hashFiles(folder, sources, isBuilt);
  if (isStamped(stamp, hash) && existsSync(serverFile(folder))) return;
  await stampAfter(stamp, hash, () =>
    runStep("Building the console", async (report) => {
      rmSync(join(folder, ".next", "standalone"), { recursive: true, force: true });
      const next = join(folder, "node_modules", "next", "dist", "bin", "next");
      const production = { ...env, NODE_ENV: "production", SHIPSHAPE_BUILD_ID: hash.slice(0, 20) };
      requireSuccess(
        await runCommand(node, [next, "build"], {
          cwd: folder,
          env: production,
          onLine: (line) => report(tellPhase(line)),
        }),
        "next build",
      );
      completeStandalone(folder);
    }),
  );
}

// The framework's messages, each with the words shown to a waiting user.
const phases = [
  [/^Creating an optimized production build/, "compiling the pages and the server"],
  [/^Collecting (?:page data|build traces)/, "collecting what the server needs"],
  [/^(?:Generating static pages|Finalizing)/, "finishing the pages"],
];

/** Returns a line of the build in plain words, or unchanged if it isn't known. */
export function tellPhase(line) {
  return phases.find(([said]) => said.test(line.trim()))?.[1] ?? line;
}

// The standalone folder lacks these files (next.config.js `output`, "Automatically Copying Traced Files").
function completeStandalone(folder) {
  const standalone = join(folder, ".next", "standalone");
  if (!existsSync(join(standalone, "server.js")))
    throw new Failure("next build left no .next/standalone/server.js behind.");
  cpSync(join(folder, ".next", "static"), join(standalone, ".next", "static"), { recursive: true });
  if (existsSync(join(folder, "public")))
    cpSync(join(folder, "public"), join(standalone, "public"), { recursive: true });
  cpSync(join(folder, "server"), join(standalone, "server"), { recursive: true, filter: (file) => isBuilt(file) });
  // The tracer takes paths in the code for files of the project, and copies sources and a secret key that it finds there.
  for (const name of ["app", "components", "data", "lib", "server.js"])
    rmSync(join(standalone, name), { recursive: true, force: true });
  makeReproducible(standalone);
  escapeLetters(join(standalone, ".next", "server"));
}

// Keys of features that the console doesn't use, which the framework draws anew for each build. A published image shows
// them to everybody anyway.
const drawnKeys = /(\\?"(?:encryptionKey|previewMode\w+)\\?":\s*\\?")([^"\\]+)/g;
const filesWithKeys = [
  "prerender-manifest.json",
  ...["preview-props.json", "server-reference-manifest.js", "server-reference-manifest.json"].map(
    (name) => `server/${name}`,
  ),
];

function makeReproducible(standalone) {
  for (const name of filesWithKeys) {
    const file = join(standalone, ".next", name);
    if (!existsSync(file)) continue;
    const content = readFileSync(file, "utf8");
    writeFileSync(
      file,
      content.replace(drawnKeys, (_, start, key) => start + key.replaceAll(/[A-Za-z0-9+/]/g, "A")),
    );
  }
}

/**
 * Escapes all letters beyond ASCII in the server's scripts. V8 keeps the text of each script, and with a single such
 * letter it takes two bytes for every one: an idle console needs a tenth less memory without.
 */
function escapeLetters(folder) {
  for (const name of readdirSync(folder, { recursive: true }).filter((each) => each.endsWith(".js"))) {
    const file = join(folder, name);
    const script = readFileSync(file, "utf8");
    const escaped = script.replaceAll(beyondAscii, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    if (escaped !== script) writeFileSync(file, escaped);
  }
}
