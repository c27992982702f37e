import { buildConsole, serverFile } from "./build-console.mjs";
import { checkPort } from "./check-port.mjs";
import { ensureNode, environmentFor } from "./ensure-node.mjs";
import { ensureRegistry } from "./ensure-registry.mjs";
import { installPackages } from "./install-packages.mjs";
import { withPreparationLock } from "./preparation-lock.mjs";
import { projectFolder } from "./project-folder.mjs";
import { readSettings, serverEnvironment } from "./read-settings.mjs";
import { runMain } from "./run-main.mjs";
import { runServer } from "./run-server.mjs";

const help = `Usage: npm start [-- --no-samples]

Installs and builds what is missing, starts a registry if none is configured, and runs the console.

  --no-samples   leave a new embedded registry empty
  --help         show this

  REGISTRY_URL=https://...   show that registry instead of starting one
  SHIPSHAPE_CONFIG=file      show the registries of that file (default: shipshape.yaml, where there is one)
  HOST, PORT                 where the console listens (default: 127.0.0.1, 3000)
  DATA_DIR                   where it keeps its data (default: ./data)
`;

const options = ["--no-samples", "--help"];

await runMain(async (args) => {
  const unknown = args.filter((arg) => !options.includes(arg));
  if (unknown.length > 0) console.error(`Unknown option ${unknown.join(" ")}\n`);
  if (unknown.length > 0 || args.includes("--help")) {
    console.log(help);
    return unknown.length > 0 ? 2 : 0;
  }
  const directory = process.cwd();
  const { node, env, settings, registry } = await prepare(directory);
  const forServer = serverEnvironment(env, settings, {
    SHIPSHAPE_MANAGED_REGISTRY: registry ? JSON.stringify(registry) : "",
    SHIPSHAPE_SAMPLES: args.includes("--no-samples") ? "0" : "1",
  });
  return runServer(node, serverFile(projectFolder), forServer);
});

function prepare(directory) {
  return withPreparationLock(projectFolder, async () => {
    const node = await ensureNode(projectFolder);
    await installPackages(projectFolder);
    const env = environmentFor(node);
    const settings = await readSettings(directory, projectFolder, env);
    // Checked before the build, which would delete the files of a running console.
    await checkPort(settings.host, settings.port);
    const registry = settings.hasRegistry ? null : await ensureRegistry();
    await buildConsole(projectFolder, node, env);
    return { node, env, settings, registry };
  });
}
