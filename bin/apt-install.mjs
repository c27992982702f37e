import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { findOnPath } from "./find-on-path.mjs";
import { runCommand } from "./run-command.mjs";
import { requireSuccess, runStep } from "./run-step.mjs";

const policyFile = "/usr/sbin/policy-rc.d";

/**
 * Returns the distribution's id if apt can install here without asking (Debian, Ubuntu and derivatives, as root), else
 * null.
 */
export function aptDistribution() {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || findOnPath("apt-get").length === 0) return null;
  const release = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  const value = (key) => new RegExp(`^${key}="?([^"\\n]*)`, "m").exec(release)?.[1] ?? "";
  return /\b(debian|ubuntu)\b/.test(`${value("ID")} ${value("ID_LIKE")}`) ? value("ID") : null;
}

/** Installs packages. A service in a package is not started: the console runs its own process. */
export function aptInstall(...packages) {
  return runStep(`Installing ${packages.join(", ")} with apt`, (report) =>
    withoutServices(async () => {
      const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, onLine: report };
      requireSuccess(await runCommand("apt-get", ["update"], options), "apt-get update");
      const install = ["install", "-y", "--no-install-recommends", ...packages];
      requireSuccess(await runCommand("apt-get", install, options), `apt-get install ${packages.join(" ")}`);
    }),
  );
}

// Maintainer scripts ask this file before they start a service (invoke-rc.d(8)); 101 is "forbidden by policy".
async function withoutServices(work) {
  const ours = !existsSync(policyFile);
  if (ours) writeFileSync(policyFile, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    await work();
  } finally {
    if (ours) rmSync(policyFile, { force: true });
  }
}

/** Keeps a packaged service from running, now and after the next boot. */
export async function disableService(name) {
  if (existsSync("/run/systemd/system")) await runCommand("systemctl", ["disable", "--now", name]);
}
