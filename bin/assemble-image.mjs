// Builds the console and lays out the file system of the image below a folder. Run in the Dockerfile's build stage.
import { chmodSync, cpSync, lutimesSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { buildConsole } from "./build-console.mjs";
import { projectFolder } from "./project-folder.mjs";

const [out] = process.argv.slice(2);
const bin = join(out, "usr", "local", "bin");
const app = join(out, "app");

await buildConsole(projectFolder, process.execPath, { ...process.env, NEXT_TELEMETRY_DISABLED: "1" });
mkdirSync(bin, { recursive: true });
mkdirSync("/data", { recursive: true });
cpSync(join(projectFolder, ".next", "standalone"), app, { recursive: true, verbatimSymlinks: true });
// The server runs as it was compiled; nothing reads these.
for (const name of readdirSync(app, { recursive: true })) if (name.endsWith(".map")) rmSync(join(app, name));
cpSync(join(projectFolder, "LICENSE"), join(app, "LICENSE"));
cpSync(process.execPath, join(bin, "node"));
cpSync("/usr/bin/tini-static", join(bin, "tini"));
chmodSync(join(app, "server", "shipshape.mjs"), 0o755);
symlinkSync("/app/server/shipshape.mjs", join(bin, "shipshape"));

// The same sources give the same layers.
const time = Number(process.env.SOURCE_DATE_EPOCH ?? 0);
for (const name of [...readdirSync(out, { recursive: true }), "."]) lutimesSync(join(out, name), time, time);
lutimesSync("/data", time, time);
