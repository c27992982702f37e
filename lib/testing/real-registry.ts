import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { findFreePort } from "./free-port";
import { untilListening } from "./until-listening";

export type RealProgram = { kind: "distribution-2" | "distribution-3" | "zot"; name: string; path: string };

export type RealRegistryOptions = {
  deletes?: boolean;
  readOnly?: boolean;
  /** The URL of the registry for which this one is a pull-through cache. */
  proxyOf?: string;
  /** The lines of an htpasswd file. */
  htpasswd?: string;
  /** The address to which it sends events, and the secret that authenticates it. */
  notifications?: { url: string; secret: string };
  /** The port of a Redis in which it caches its blob descriptors. */
  redisPort?: number;
  redisPassword?: string;
  tls?: { cert: string; key: string; clientCa?: string };
};

export type RealRegistry = {
  url: string;
  port: number;
  storageDir: string;
  configFile: string;
  close: () => Promise<void>;
};

/** Finds the registry programs on the PATH and in `~/go/bin`, one of each kind. */
export function findRealPrograms(): RealProgram[] {
  const folders = [...(process.env.PATH ?? "").split(delimiter), join(homedir(), "go", "bin")];
  const found = ["docker-registry", "registry", "zot"].flatMap((name) => {
    const path = folders.map((folder) => join(folder, name)).find((candidate) => existsSync(candidate));
    return path === undefined ? [] : [{ kind: kindOf(name, path), name, path }];
  });
  return [...new Map(found.map((program) => [program.kind, program])).values()];
}

function kindOf(name: string, path: string): RealProgram["kind"] {
  if (name === "zot") return "zot";
  const version = execFileSync(path, ["--version"], { encoding: "utf8" });
  return /\sv?2\./.test(version) ? "distribution-2" : "distribution-3";
}

/** Starts the program on a free loopback port with an empty store in a temporary folder. */
export async function startRealRegistry(
  program: Pick<RealProgram, "path"> & Partial<RealProgram>,
  options: RealRegistryOptions = {},
): Promise<RealRegistry> {
  const folder = mkdtempSync(join(tmpdir(), "shipshape-registry-"));
  const storageDir = join(folder, "storage");
  mkdirSync(storageDir);
  const port = await findFreePort();
  const isZot = program.kind === "zot";
  const file = join(folder, isZot ? "config.json" : "config.yml");
  // JSON is valid YAML, so both formats are written as JSON.
  const config = isZot
    ? zotConfig(port, folder, storageDir, options)
    : { ...distributionConfig(port, folder, storageDir, options), ...redisConfig(program.kind, options) };
  writeFileSync(file, JSON.stringify(config));
  const child = spawn(program.path, ["serve", file], {
    stdio: "ignore",
    env: { ...process.env, OTEL_TRACES_EXPORTER: "none" },
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const close = async () => {
    child.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilListening(port, () => child.exitCode !== null);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `${options.tls ? "https" : "http"}://127.0.0.1:${port}`, port, storageDir, configFile: file, close };
}

function distributionConfig(port: number, folder: string, storageDir: string, options: RealRegistryOptions) {
  const { tls, htpasswd, notifications } = options;
  return {
    version: 0.1,
    log: { level: "error" },
    storage: {
      filesystem: { rootdirectory: storageDir },
      delete: { enabled: options.deletes ?? true },
      ...(options.redisPort !== undefined && { cache: { blobdescriptor: "redis" } }),
      maintenance: {
        readonly: { enabled: options.readOnly ?? false },
        uploadpurging: { enabled: false, age: "168h", interval: "24h", dryrun: false },
      },
    },
    ...(notifications && { notifications: { endpoints: [endpoint(notifications)] } }),
    ...(options.proxyOf && { proxy: { remoteurl: options.proxyOf } }),
    ...(htpasswd && { auth: { htpasswd: { realm: "Real", path: written(folder, "htpasswd", htpasswd) } } }),
    http: {
      addr: `127.0.0.1:${port}`,
      ...(tls && {
        tls: {
          certificate: written(folder, "server.crt", tls.cert),
          key: written(folder, "server.key", tls.key),
          ...(tls.clientCa && { clientcas: [written(folder, "clients.crt", tls.clientCa)] }),
        },
      }),
    },
  };
}

function redisConfig(
  kind: RealProgram["kind"] | undefined,
  { redisPort, redisPassword: password }: RealRegistryOptions,
) {
  if (redisPort === undefined) return {};
  const address = `127.0.0.1:${redisPort}`;
  return { redis: { password, ...(kind === "distribution-2" ? { addr: address } : { addrs: [address] }) } };
}

function endpoint({ url, secret }: { url: string; secret: string }) {
  const headers = { Authorization: [`Bearer ${secret}`] };
  return { name: "shipshape", url, headers, timeout: "2s", threshold: 1, backoff: "50ms" };
}

function zotConfig(port: number, folder: string, storageDir: string, { tls, htpasswd }: RealRegistryOptions) {
  return {
    distSpecVersion: "1.1.0",
    storage: { rootDirectory: storageDir, gc: false },
    log: { level: "error" },
    http: {
      address: "127.0.0.1",
      port: String(port),
      ...(htpasswd && { auth: { htpasswd: { path: written(folder, "htpasswd", htpasswd) } } }),
      ...(tls && {
        tls: { cert: written(folder, "server.crt", tls.cert), key: written(folder, "server.key", tls.key) },
      }),
    },
  };
}

function written(folder: string, name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}
