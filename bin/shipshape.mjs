import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildConsole, serverFile } from "./build-console.mjs";
import { ensureNode, environmentFor } from "./ensure-node.mjs";
import { installPackages } from "./install-packages.mjs";
import { withPreparationLock } from "./preparation-lock.mjs";
import { projectFolder } from "./project-folder.mjs";
import { readSettings, serverEnvironment } from "./read-settings.mjs";
import { runMain } from "./run-main.mjs";

// The program `shipshape` of the image, from a clone: npm run shipshape -- backup FILE
await runMain(async (args) => {
  const directory = process.cwd();
  const { node, env, settings } = await withPreparationLock(projectFolder, async () => {
    const found = await ensureNode(projectFolder);
    await installPackages(projectFolder);
    const environment = environmentFor(found);
    // Not anew, if the sources have changed: that would delete the files of a running console.
    if (!existsSync(serverFile(projectFolder))) await buildConsole(projectFolder, found, environment);
    return { node: found, env: environment, settings: await readSettings(directory, projectFolder, environment) };
  });
  // No command starts a registry; the configuration only has to name one.
  const embedded = settings.hasRegistry ? {} : { SHIPSHAPE_MANAGED_REGISTRY: '{"kind":"binary","path":"registry"}' };
  const program = join(dirname(serverFile(projectFolder)), "shipshape.mjs");
  const child = spawn(node, [program, ...args], { stdio: "inherit", env: serverEnvironment(env, settings, embedded) });
  const [code] = await once(child, "exit");
  return code ?? 1;
});
