import { findOnPath } from "./find-on-path.mjs";
import { runCommand } from "./run-command.mjs";

/**
 * Finds the CNCF Distribution programs on the PATH.
 * @returns {Promise<{kind: "binary", path: string}[]>}
 */
export async function findRegistryBinaries() {
  const candidates = findOnPath("registry", "docker-registry");
  const genuine = await Promise.all(candidates.map(isDistribution));
  return candidates.filter((_path, index) => genuine[index]).map((path) => ({ kind: "binary", path }));
}

/**
 * Returns Docker as a way to run a registry if a daemon answers; else null.
 * @returns {Promise<{kind: "docker", image: string} | null>}
 */
export async function findRegistryImage() {
  if (findOnPath("docker").length === 0) return null;
  const probe = ["version", "--format", "{{.Server.Version}}"];
  const { code, output } = await runCommand("docker", probe, { timeoutMs: 5000 });
  return code === 0 && /^\d/.test(output.trim()) ? { kind: "docker", image: "registry:3" } : null;
}

// Other programs use the name too. Distribution prints "registry github.com/distribution/distribution/v3 v3.1.1".
async function isDistribution(path) {
  const { code, output } = await runCommand(path, ["--version"], { timeoutMs: 5000 }).catch(() => ({ code: 1 }));
  return code === 0 && /\/distribution(?:\/v\d+)? v?\d/.test(output);
}
