import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { endListedProcesses } from "@/bin/end-processes.mjs";
import { findRegistryImage } from "@/bin/find-registry.mjs";
import { findFreePort } from "@/lib/testing/free-port";
import { endConsole, type Health, launchConsole } from "./console-process";

export type RegistryProgram = { kind: "binary"; path: string } | { kind: "docker"; image: string };

export type StartOptions = {
  /** The embedded registry's program; null for Docker's. Not used if `env` names other registries. */
  registry?: RegistryProgram | null;
  /** Whether the embedded registry is filled with samples; true by default. */
  samples?: boolean;
  env?: Record<string, string>;
  /** The health at which it counts as started; "ready" by default. */
  until?: Health;
};

export type RunningConsole = {
  url: string;
  dataDir: string;
  /** The embedded registry, as clients reach it: `http://127.0.0.1:port`. */
  registryUrl: string;
  username: string;
  password: string;
  /** Returns everything that the server has printed since its last start. */
  output(): string;
  /** Ends the server as an operator would; its stored data stays. */
  stop(): Promise<void>;
  /** Ends the server without giving it a chance to clean up. */
  kill9(): Promise<void>;
  /**
   * Starts it again on the same data and ports; stops it first if it runs. Without its registry it never becomes ready.
   */
  restart(env?: Record<string, string>, until?: Health): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
};

const username = "admin";
const password = "correct horse battery staple";

/** Starts a separate console on free ports, with an empty data folder, and resolves when it has started. */
export async function startConsole({
  registry,
  samples,
  env = {},
  until = "ready",
}: StartOptions = {}): Promise<RunningConsole> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "shipshape-e2e-"));
  const [port, registryPort] = [await findFreePort(), await findFreePort()];
  const url = `http://127.0.0.1:${port}`;
  const program = env.REGISTRY_URL || env.SHIPSHAPE_CONFIG ? null : (registry ?? (await findRegistryImage()));
  const base: NodeJS.ProcessEnv = {
    ...inheritedEnvironment(),
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    ADMIN_USERNAME: username,
    ADMIN_PASSWORD: password,
    SHIPSHAPE_SAMPLES: samples === false ? "0" : "1",
    ...(program ? { SHIPSHAPE_MANAGED_REGISTRY: JSON.stringify(program), REGISTRY_PORT: String(registryPort) } : {}),
  };
  const clear = async () => {
    await endListedProcesses(path.join(dataDir, "registry", "processes.json"));
    await rm(dataDir, { recursive: true, force: true });
  };
  let server = await launchConsole(url, { ...base, ...env }, until).catch(async (error: unknown) => {
    await clear();
    throw error;
  });
  const stop = () => endConsole(server, "SIGTERM");
  return {
    url,
    dataDir,
    username,
    password,
    stop,
    registryUrl: env.REGISTRY_URL ?? `http://127.0.0.1:${registryPort}`,
    output: () => server.output(),
    kill9: () => endConsole(server, "SIGKILL"),
    restart: async (changed = {}, wanted = "ready") => {
      await stop();
      server = await launchConsole(url, { ...base, ...env, ...changed }, wanted);
    },
    remove: async () => {
      await stop();
      await clear();
    },
  };
}

// The settings of the person who runs the tests must not reach the console under test.
function inheritedEnvironment(): Record<string, string | undefined> {
  const kept = ["PATH", "HOME", "LANG", "TMPDIR", "DOCKER_HOST"];
  return Object.fromEntries(kept.map((name) => [name, process.env[name]]));
}
