import { join } from "node:path";
import { buildConsole } from "./build-console.mjs";
import { ensureNode, environmentFor } from "./ensure-node.mjs";
import { ensureTools } from "./ensure-tools.mjs";
import { installPackages } from "./install-packages.mjs";
import { withPreparationLock } from "./preparation-lock.mjs";
import { projectFolder } from "./project-folder.mjs";
import { runCommand } from "./run-command.mjs";
import { runMain } from "./run-main.mjs";

const help = `Usage: npm run bench [-- --set S,M,L] [--only step,...] [--registry path] [--seed text]

Builds what is stale, writes the data sets into the temporary folder, and measures the console against them
(bench/README.md). Without options: everything on M and L.

  --set        the data sets: S, M, L
  --only       cold counts sweep tags search browser javascript people memory waits database
  --registry   the registry program (default: docker-registry, else registry, from the PATH)
  --seed       another seed, another data set
  --prepare    only write the data sets
  --clean      only remove the data sets that were kept from earlier runs
  --help       show this
`;

await runMain(async (args) => {
  if (args.includes("--help")) {
    console.log(help);
    return 0;
  }
  const { node, env } = await withPreparationLock(projectFolder, () => prepare(args));
  const script = [
    "--import",
    join(projectFolder, "lib/testing/console-modules.mjs"),
    join(projectFolder, "bench/main.ts"),
  ];
  return (await runCommand(node, [...script, ...args], { cwd: projectFolder, env, onLine: console.log })).code;
});

async function prepare(args) {
  const node = await ensureNode(projectFolder);
  await installPackages(projectFolder);
  const env = environmentFor(node);
  if (args.includes("--clean") || args.includes("--prepare")) return { node, env };
  const chromium = await ensureTools(projectFolder, node, env);
  await buildConsole(projectFolder, node, env);
  return { node, env: chromium ? { ...env, PLAYWRIGHT_CHROMIUM: chromium } : env };
}
