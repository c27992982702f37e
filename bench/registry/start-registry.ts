import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { undoAtExit } from "@/bench/undo-at-exit";
import { findFreePort } from "@/lib/testing/free-port";

export type BenchRegistry = {
  url: string;
  /** The address of its own counters, on a separate port. */
  metricsUrl: string;
  /** Suspends it in the middle of its work: connections are accepted, but nothing is answered. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
};

const startTimeoutMs = 20_000;

/** Starts CNCF Distribution on an existing storage tree, at a free loopback port. */
export async function startRegistry(program: string, storageDir: string): Promise<BenchRegistry> {
  const folder = mkdtempSync(join(tmpdir(), "shipshape-bench-registry-"));
  const [port, metricsPort] = [await findFreePort(), await findFreePort()];
  const file = join(folder, "config.yml");
  writeFileSync(file, JSON.stringify(configOf(storageDir, port, metricsPort)));
  const child = spawn(program, ["serve", file], {
    stdio: ["ignore", "ignore", "ignore"],
    env: { ...process.env, OTEL_TRACES_EXPORTER: "none" },
  });
  const ended = once(child, "exit");
  const undo = undoAtExit(() => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  const close = async () => {
    undo();
    await ended;
  };
  const url = `http://127.0.0.1:${port}`;
  for (const deadline = Date.now() + startTimeoutMs; !(await answers(url)); await sleep(25)) {
    if (child.exitCode === null && Date.now() < deadline) continue;
    await close();
    throw new Error(`${program} did not start`);
  }
  return {
    url,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    close,
    freeze: () => child.kill("SIGSTOP"),
    thaw: () => child.kill("SIGCONT"),
  };
}

// JSON is also valid YAML.
function configOf(storageDir: string, port: number, metricsPort: number) {
  return {
    version: 0.1,
    log: { level: "error", accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: storageDir },
      delete: { enabled: true },
      maintenance: { uploadpurging: { enabled: false, age: "168h", interval: "24h", dryrun: false } },
    },
    http: {
      addr: `127.0.0.1:${port}`,
      debug: { addr: `127.0.0.1:${metricsPort}`, prometheus: { enabled: true, path: "/metrics" } },
    },
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/v2/`).then(
    (response) => response.ok,
    () => false,
  );
}
