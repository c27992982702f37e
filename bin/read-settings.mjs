import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Failure } from "./failure.mjs";

/**
 * Reads what the launcher needs from the configuration: where the console listens and keeps its data, and whether a
 * registry is named. Mistakes are left to the console, which reports all of them at once (lib/config), except one in
 * the port: the server would listen at another port instead.
 */
export async function readSettings(directory, folder, env) {
  const configFile = findConfigFile(directory, env);
  const file = configFile ? await readYaml(configFile) : {};
  return {
    configFile,
    host: env.HOST || file?.host || "127.0.0.1",
    port: parsePort(env.PORT || file?.port || 3000),
    dataDir: dataDirOf(
      directory,
      folder,
      env,
      configFile && file?.dataDir && resolve(dirname(configFile), file.dataDir),
    ),
    hasRegistry: Boolean(env.REGISTRY_URL) || file === null || file.registries?.length > 0,
  };
}

/** Returns the environment of the console's server. */
export function serverEnvironment(env, settings, extra) {
  return {
    ...env,
    ...(settings.configFile ? { SHIPSHAPE_CONFIG: settings.configFile } : {}),
    DATA_DIR: settings.dataDir,
    HOST: settings.host,
    PORT: String(settings.port),
    NODE_ENV: "production",
    ...extra,
  };
}

function parsePort(value) {
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Failure(`PORT must be a port between 1 and 65535, not "${value}".`);
}

function findConfigFile(directory, env) {
  if (env.SHIPSHAPE_CONFIG) return resolve(directory, env.SHIPSHAPE_CONFIG);
  const usual = join(directory, "shipshape.yaml");
  return existsSync(usual) ? usual : null;
}

function dataDirOf(directory, folder, env, fromFile) {
  if (env.DATA_DIR) return resolve(directory, env.DATA_DIR);
  return fromFile || join(folder, "data");
}

// The packages are installed when this function is called, but not yet when this file is loaded.
async function readYaml(path) {
  try {
    const { parse } = await import("yaml");
    const content = parse(readFileSync(path, "utf8")) ?? {};
    return typeof content === "object" ? content : null;
  } catch {
    return null;
  }
}
