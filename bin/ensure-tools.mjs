import { join } from "node:path";
import { aptDistribution, aptInstall, disableService } from "./apt-install.mjs";
import { findOnPath } from "./find-on-path.mjs";
import { findRegistryBinaries, findRegistryImage } from "./find-registry.mjs";
import { runCommand } from "./run-command.mjs";
import { requireSuccess, runStep } from "./run-step.mjs";

/**
 * Ensures what the journeys need besides the packages: a browser, a registry, and skopeo to push and pull as a client
 * does. Returns the path of Chromium, or null if Playwright's own was installed.
 */
export async function ensureTools(folder, node, env) {
  await installMissing(env);
  const registry = (await findRegistryBinaries())[0] ?? (await findRegistryImage());
  if (!registry) throw new Error("The journeys need a registry: put CNCF Distribution on the PATH or start Docker.");
  if (findOnPath("skopeo").length === 0) throw new Error("The journeys need skopeo on the PATH.");
  const chromium = env.PLAYWRIGHT_CHROMIUM || (await findChromium());
  if (!chromium) await installBrowser(folder, node, env);
  return chromium;
}

async function installMissing(env) {
  const distribution = aptDistribution();
  if (!distribution) return;
  const missing = [];
  if ((await findRegistryBinaries()).length === 0) missing.push("docker-registry");
  if (findOnPath("skopeo").length === 0) missing.push("skopeo");
  if (findOnPath("redis-server").length === 0) missing.push("redis-server");
  if (findOnPath("nginx").length === 0) missing.push("nginx-light");
  // Ubuntu's package is a snap, which doesn't run in containers.
  if (distribution === "debian" && !env.PLAYWRIGHT_CHROMIUM && !(await findChromium())) missing.push("chromium");
  if (missing.length === 0) return;
  await aptInstall(...missing);
  const services = { "docker-registry": "docker-registry", "redis-server": "redis-server", "nginx-light": "nginx" };
  for (const [name, service] of Object.entries(services)) if (missing.includes(name)) await disableService(service);
}

async function findChromium() {
  for (const path of findOnPath("chromium", "chromium-browser")) {
    const probe = await runCommand(path, ["--version"], { timeoutMs: 20_000 }).catch(() => ({ code: 1, output: "" }));
    if (probe.code === 0 && /chromium \d/i.test(probe.output)) return path;
  }
  return null;
}

async function installBrowser(folder, node, env) {
  const playwright = join(folder, "node_modules", "@playwright", "test", "cli.js");
  const args = [playwright, "install", "chromium", ...(aptDistribution() ? ["--with-deps"] : [])];
  await runStep("Installing Playwright's browser", async (report) =>
    requireSuccess(await runCommand(node, args, { cwd: folder, env, onLine: report }), "playwright install"),
  );
}
