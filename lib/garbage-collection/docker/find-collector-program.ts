import "server-only";
import type { DockerCollector } from "@/lib/config/docker-collector";
import type { Container } from "@/lib/docker/container";
import type { Engine } from "@/lib/docker/engine";
import { findFile } from "@/lib/docker/find-file";
import { runInContainer } from "@/lib/docker/run-in-container";
import { AppError } from "@/lib/errors/app-error";

const versionMs = 30_000;
const isRegistry = /(^|\/)(docker-)?registry$/;
const versionLine = /\bv?(\d+\.\d+\.\d+\S*)\s*$/;
const usualConfigs = ["/etc/distribution/config.yml", "/etc/docker/registry/config.yml"];

/** Finds the version that a program reports; null if it reports none or doesn't exist. */
async function findVersion(engine: Engine, id: string, program: string, signal: AbortSignal): Promise<string | null> {
  let version: string | null = null;
  const exitCode = await runInContainer(engine, id, {
    argv: [program, "--version"],
    signal: AbortSignal.any([signal, AbortSignal.timeout(versionMs)]),
    onLine: (line) => {
      version ??= versionLine.exec(line)?.[1] ?? null;
    },
  });
  return exitCode === 0 ? version : null;
}

/**
 * Returns the registry's program in that container and its version: the configured program, the one in the container's
 * own command line, or one named `registry` or `docker-registry`. An entrypoint of another name is not tried, as it
 * might start a second registry. Throws `collector-failed` if there is none.
 */
export async function findCollectorProgram(
  engine: Engine,
  container: Container,
  { program }: DockerCollector,
  signal: AbortSignal,
): Promise<{ program: string; version: string }> {
  const own = [...(container.Config.Entrypoint ?? []), ...(container.Config.Cmd ?? [])];
  const found = [...own.filter((word) => isRegistry.test(word)), "registry", "docker-registry"];
  const candidates = program === null ? [...new Set(found)] : [program];
  for (const candidate of candidates) {
    const version = await findVersion(engine, container.Id, candidate, signal);
    if (version !== null) return { program: candidate, version };
  }
  throw new AppError(
    "collector-failed",
    `The container ${container.Name} has no program that answers --version with a version of the registry (tried: ${candidates.join(", ")}). Name it by "program".`,
  );
}

function configCandidates({ Config }: Container): string[] {
  const own = (Config.Cmd ?? []).filter((word) => /^\/.*\.ya?ml$/.test(word));
  const variable = /^REGISTRY_CONFIGURATION_PATH=(\/.+)$/;
  const named = (Config.Env ?? []).flatMap((line) => variable.exec(line)?.[1] ?? []);
  return [...new Set([...own, ...named, ...usualConfigs])];
}

/**
 * Returns the path of the registry's configuration in that container: the configured path, the one in its command line
 * or environment, or the image's. Throws `collector-failed` if there is none.
 */
export async function findCollectorConfigFile(
  engine: Engine,
  container: Container,
  { config }: DockerCollector,
  signal: AbortSignal,
): Promise<string> {
  const candidates = config === null ? configCandidates(container) : [config];
  for (const candidate of candidates)
    if ((await findFile(engine, container.Id, candidate, signal)) !== null) return candidate;
  throw new AppError(
    "collector-failed",
    `The container ${container.Name} has no configuration of a registry at ${candidates.join(", ")}. Name it by "config".`,
  );
}
