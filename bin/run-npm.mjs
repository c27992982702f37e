import { runCommand } from "./run-command.mjs";

/**
 * Runs npm with the Node it came with: a distribution's npm finds its own modules with no other Node. Lifecycle scripts
 * never run, so npm's Node makes no difference to what is installed.
 */
export function runNpm(args, { onLine = () => undefined, ...rest }) {
  // Warnings about the engines of Node 24's packages don't show how far the work has come.
  const options = { ...rest, onLine: (line) => /^npm warn/i.test(line) || onLine(line) };
  const cli = process.env.npm_execpath;
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"];
  if (cli && /npm-cli\.c?js$/.test(cli)) return runCommand(process.execPath, [cli, ...args, ...quiet], options);
  return runCommand(process.platform === "win32" ? "npm.cmd" : "npm", [...args, ...quiet], options);
}
