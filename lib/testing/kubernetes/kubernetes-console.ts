import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect } from "vitest";
import type { KubernetesCollector } from "@/lib/config/kubernetes-collector";
import type { Run } from "@/lib/contract/garbage-collection";
import { getRun } from "@/lib/garbage-collection/get-run";
import { readRunLog } from "@/lib/garbage-collection/read-run-log";
import { startRun } from "@/lib/garbage-collection/start-run";
import { forgetAllProcessWide } from "@/lib/process/process-wide";
import { runShutdown } from "@/lib/process/shutdown";
import { anImage } from "@/lib/testing/factories";
import { type FakeRegistry, startFakeRegistry } from "@/lib/testing/fake-registry";
import { admin, aRegistryConfig, openTestConsole } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import { kubernetesSettings } from "./fake-kubernetes/kubernetes-settings";
import { fakeMachine } from "./fake-kubernetes/machines";
import { aDeployment } from "./fake-kubernetes/objects";
import {
  type FakeKubernetes,
  type FakeKubernetesOptions,
  startFakeKubernetes,
} from "./fake-kubernetes/start-fake-kubernetes";

export type KubernetesConsole = {
  kubernetes: FakeKubernetes;
  registry: FakeRegistry;
  settings: KubernetesCollector;
  /** The file of the console's token. */
  tokenFile: string;
  close(): Promise<void>;
};

/** Starts a console whose registry runs in a cluster that collects it: a fake with one image, or `registryUrl`. */
export async function startKubernetesConsole(
  changes: Partial<KubernetesCollector> = {},
  { registryUrl, ...options }: Partial<FakeKubernetesOptions> & { registryUrl?: string } = {},
): Promise<KubernetesConsole> {
  const directory = mkdtempSync(path.join(os.tmpdir(), "shipshape-kubernetes-"));
  const tokenFile = path.join(directory, "token");
  writeFileSync(tokenFile, "token\n");
  const registry = await startFakeRegistry();
  registry.push("app", "1", anImage());
  const kubernetes = await startFakeKubernetes({
    workload: aDeployment(),
    machine: fakeMachine(registry),
    ...options,
  });
  const settings = kubernetesSettings(kubernetes.url, tokenFile, changes);
  const closeConsole = await openTestConsole([
    aRegistryConfig(registryUrl ?? registry.url, { garbageCollection: settings }),
  ]);
  return {
    kubernetes,
    registry,
    settings,
    tokenFile,
    close: async () => {
      await runShutdown();
      await kubernetes.close();
      await registry.close();
      await closeConsole();
      forgetAllProcessWide();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export const collectNow = { registry: "local", dryRun: false, removeUntagged: false };
export const lookOnly = { ...collectNow, dryRun: true };

/** Starts a run, waits until it has finished, and returns it with its log. */
export async function runToItsEnd(body: typeof collectNow, timeoutMs?: number): Promise<Run & { log: string }> {
  const { id } = await startRun(admin, body);
  const ended = await until(async () => {
    const now = await getRun(admin, id);
    expect(now.finishedAt).not.toBeNull();
    return now;
  }, timeoutMs);
  return { ...ended, log: await readRunLog(admin, id) };
}
