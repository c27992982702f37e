import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { readOnlyName } from "./objects";
import type { Machine } from "./world";

const switched = ({ env }: { env: Record<string, string> }) => env[readOnlyName] === '{"enabled":true}';

/** The collector's output for one blob to remove, except the manifests that it marks. */
export const report = [
  "app",
  "",
  "5 blobs marked, 1 blobs and 0 manifests eligible for deletion",
  `blob eligible for deletion: sha256:${"a".repeat(64)}`,
];

/**
 * Runs a registry in this process. It refuses pushes if all its pods do, and is unreachable if there is no pod. Its
 * collector prints a report.
 */
export function fakeMachine(registry: FakeRegistry, run: Machine["run"] = printReport(registry)): Machine {
  return {
    serve: async (pods) => {
      registry.options.readOnly = pods.length > 0 && pods.every(switched);
      if (pods.length === 0) registry.options.intercept = () => ({ fault: "reset" });
      else delete registry.options.intercept;
    },
    run,
  };
}

const printReport =
  (registry: FakeRegistry): Machine["run"] =>
  async (_container, print) => {
    const [first = "", ...rest] = report;
    print(first);
    for (const digest of registry.store.repository("app").tags.values()) print(`app: marking manifest ${digest} `);
    for (const line of rest) print(line);
    return 0;
  };

async function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** Runs real processes of the registry's program, on that port; `end` ends the remaining one. */
export function realMachine(program: string, config: string, port: number): Machine & { end(): Promise<void> } {
  let serving: ChildProcess | null = null;
  const environment = { ...process.env, OTEL_TRACES_EXPORTER: "none" };
  const end = async () => {
    const child = serving;
    serving = null;
    if (child?.exitCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return {
    end,
    serve: async ([pod]) => {
      await end();
      if (!pod) return;
      serving = spawn(program, ["serve", config], { stdio: "ignore", env: { ...environment, ...pod.env } });
      const { exitCode } = serving;
      while (exitCode === null && !(await isListening(port))) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    run: async (container, print, killed) => {
      const [command, ...argv] = container.command as string[];
      const child = spawn(command ?? "", argv, { stdio: ["ignore", "pipe", "pipe"], env: environment, signal: killed });
      child.on("error", () => undefined);
      for (const stream of [child.stdout, child.stderr]) createInterface(stream).on("line", print);
      const [exitCode] = await once(child, "close");
      return exitCode ?? 137;
    },
  };
}
