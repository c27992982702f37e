import { join } from "node:path";
import { hashFiles } from "./hash-files.mjs";
import { runNpm } from "./run-npm.mjs";
import { requireSuccess, runStep } from "./run-step.mjs";
import { isStamped, stampAfter } from "./stamp.mjs";

/** Installs the packages of the lockfile, unless they are installed already. */
export async function installPackages(folder) {
  const stamp = join(folder, "node_modules", ".shipshape-installed");
  const hash = hashFiles(folder, ["package-lock.json"]);
  if (isStamped(stamp, hash)) return;
  await stampAfter(stamp, hash, () =>
    runStep("Installing packages", async (report) =>
      // Named explicitly, because NODE_ENV=production or a user's npmrc would leave out what the build needs.
      requireSuccess(
        await runNpm(["ci", "--include=dev", "--include=optional"], { cwd: folder, onLine: report }),
        "npm ci",
      ),
    ),
  );
}
