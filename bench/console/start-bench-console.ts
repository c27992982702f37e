import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { undoAtExit } from "@/bench/undo-at-exit";
import { endConsole, launchConsole } from "@/e2e/console-process";
import { findFreePort } from "@/lib/testing/free-port";
import { account } from "./sign-in";
import { createStaticPage, type StaticPage } from "./static-page";

export type BenchConsole = {
  url: string;
  pid: number;
  dataDir: string;
  staticPage: StaticPage;
  /** Ends the server; its stored data stays until `remove`. */
  stop(): Promise<void>;
  remove(): Promise<void>;
};

/**
 * The name that the console gives a registry of the environment: the only registry of a console that the benchmark
 * starts.
 */
export const registryName = "registry";

/** Starts the built console with an empty data folder and none of the caller's own settings. */
export async function startBenchConsole(registryUrl: string): Promise<BenchConsole> {
  const dataDir = mkdtempSync(join(tmpdir(), "shipshape-bench-data-"));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const staticPage = createStaticPage(`${port}`);
  const clear = undoAtExit(() => {
    staticPage.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const kept = ["PATH", "HOME", "LANG", "TMPDIR"].map((name) => [name, process.env[name]]);
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(kept),
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    HOSTNAME: "127.0.0.1",
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    REGISTRY_URL: registryUrl,
    ADMIN_USERNAME: account.username,
    ADMIN_PASSWORD: account.password,
    LOG_LEVEL: "error",
  };
  const server = await launchConsole(url, env, "ready").catch((error: unknown) => {
    clear();
    throw error;
  });
  const kill = undoAtExit(() => server.child.kill("SIGKILL"));
  const stop = async () => {
    await endConsole(server, "SIGTERM");
    kill();
  };
  return {
    url,
    dataDir,
    staticPage,
    pid: server.child.pid ?? 0,
    stop,
    remove: async () => {
      await stop();
      clear();
    },
  };
}
