import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureNode, environmentFor } from "./ensure-node.mjs";
import { Failure } from "./failure.mjs";
import { installPackages } from "./install-packages.mjs";
import { withPreparationLock } from "./preparation-lock.mjs";
import { projectFolder } from "./project-folder.mjs";
import { runMain } from "./run-main.mjs";
import { runSuite } from "./run-suite.mjs";
import { stopSignal } from "./stop-signals.mjs";
import { testSteps } from "./test-steps.mjs";

const help = `Usage: npm test [-- step ...]

Installs what is missing and runs every check: format and lint, types, unused code, unit tests, build, journeys in a
real browser against a real registry. The last line is "N passed, N failed".

  step     run only these: tools lint types unused unit build journeys
  --help   show this
`;

await runMain(async (args) => {
  if (args.includes("--help")) {
    console.log(help);
    return 0;
  }
  const reports = mkdtempSync(join(tmpdir(), "shipshape-test-"));
  try {
    const prepared = await prepare(projectFolder);
    return await runSuite(testSteps({ folder: projectFolder, reports, ...prepared }), args);
  } catch (error) {
    if (stopSignal) throw error;
    console.error(error instanceof Failure ? error.message : error);
    console.log("\n0 passed, 1 failed");
    return 1;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
});

function prepare(folder) {
  return withPreparationLock(folder, async () => {
    const node = await ensureNode(folder);
    await installPackages(folder);
    return { node, env: environmentFor(node) };
  });
}
