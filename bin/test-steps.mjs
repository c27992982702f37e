import { join } from "node:path";
import { buildConsole } from "./build-console.mjs";
import { ensurePostgres } from "./ensure-postgres.mjs";
import { ensureTools } from "./ensure-tools.mjs";
import { withPreparationLock } from "./preparation-lock.mjs";
import { runCommand } from "./run-command.mjs";
import { countCheck, countPlaywright, countVitest } from "./test-report.mjs";

/**
 * Returns the steps of `npm test`, in order: each runs its tool with the output shown, and returns
 * `{passed, failed, skipped}`, with a `note` if there is more to say. `needs` names the steps that a step depends on.
 */
export function testSteps({ folder, node, env, reports }) {
  const tool = (script, ...args) => runTool({ folder, node, env }, script, args);
  const unitReport = join(reports, "unit.json");
  const journeysReport = join(reports, "journeys.json");
  const browser = {};
  return [
    {
      name: "tools",
      run: async () => {
        const chromium = await ensureTools(folder, node, env);
        if (chromium) browser.PLAYWRIGHT_CHROMIUM = chromium;
        return countCheck(0);
      },
    },
    {
      name: "lint",
      run: async () => countCheck(await tool("@biomejs/biome/bin/biome", "check", "--error-on-warnings")),
    },
    {
      name: "types",
      run: async () => {
        const generated = await tool("next/dist/bin/next", "typegen");
        return countCheck(generated || (await tool("typescript/bin/tsc", "--noEmit")));
      },
    },
    { name: "unused", run: async () => countCheck(await tool("knip/bin/knip.js", "--no-progress")) },
    {
      name: "unit",
      run: async () => {
        const note = (await ensurePostgres()) ? undefined : "PostgreSQL not found: its store tests are left out";
        const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`];
        return { ...countVitest(await tool("vitest/vitest.mjs", "run", ...reporters), unitReport), note };
      },
    },
    {
      name: "build",
      run: async () => {
        await withPreparationLock(folder, () => buildConsole(folder, node, env));
        return countCheck(0);
      },
    },
    {
      name: "journeys",
      needs: ["tools", "build"],
      run: async () => {
        const variables = { ...env, ...browser, PLAYWRIGHT_JSON_OUTPUT_FILE: journeysReport };
        const args = ["test", "--reporter=list,json", "--forbid-only"];
        return countPlaywright(
          await runTool({ folder, node, env: variables }, "@playwright/test/cli.js", args),
          journeysReport,
        );
      },
    },
  ];
}

async function runTool({ folder, node, env }, script, args) {
  const colours = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const file = join(folder, "node_modules", ...script.split("/"));
  const options = { cwd: folder, env: { ...env, ...colours }, onLine: (line) => console.log(line) };
  return (await runCommand(node, [file, ...args], options)).code;
}
