import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findFreePort } from "@/lib/testing/free-port";
import { realMachine } from "@/lib/testing/kubernetes/fake-kubernetes/machines";
import { aDeployment } from "@/lib/testing/kubernetes/fake-kubernetes/objects";
import {
  collectNow,
  type KubernetesConsole,
  runToItsEnd,
  startKubernetesConsole,
} from "@/lib/testing/kubernetes/kubernetes-console";
import { pullCompletely } from "@/lib/testing/pull-completely";
import { deleteTestManifest, pushTestImage } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";

let folder: string;
let url: string;
let config: string;
let machine: ReturnType<typeof realMachine>;
let console: KubernetesConsole;

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "shipshape-kubernetes-real-"));
  mkdirSync(path.join(folder, "storage"));
  const port = await findFreePort();
  url = `http://127.0.0.1:${port}`;
  config = path.join(folder, "config.yml");
  const storage = { filesystem: { rootdirectory: path.join(folder, "storage") }, delete: { enabled: true } };
  const cache = { cache: { blobdescriptor: "inmemory" } };
  writeFileSync(
    config,
    JSON.stringify({ version: 0.1, storage: { ...storage, ...cache }, http: { addr: new URL(url).host } }),
  );
});

afterEach(async () => {
  await console.close();
  await machine.end();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(findRegistryPrograms())("a registry $version in pods", ({ program }) => {
  test.each(["switch", "scale"] as const)("is collected by %s, and serves every image that stays", async (readOnly) => {
    machine = realMachine(program.path, config, Number(new URL(url).port));
    const workload = aDeployment({ strategy: { type: "Recreate" } });
    const [container] = workload.spec.template.spec.containers;
    container.command = [program.path];
    container.args = ["serve", config];
    console = await startKubernetesConsole({ readOnly }, { workload, machine, registryUrl: url });
    const gone = await pushTestImage(url, "app", "gone", ["gone"]);
    await pushTestImage(url, "app", "kept", ["kept"]);
    await deleteTestManifest(url, "app", gone.digest);

    const ended = await runToItsEnd(collectNow);
    expect([ended.failure, ended.log]).toEqual([null, expect.anything()]);
    expect(ended).toMatchObject({ state: "succeeded", blobsEligible: 3 });
    const closed = readOnly === "switch" ? "it refused a push" : "it does not answer";
    expect(ended.log).toMatch(
      new RegExp(`${closed}[\\s\\S]*garbage-collect --dry-run[\\s\\S]*blob eligible[\\s\\S]*accepts pushes again`),
    );
    await pullCompletely(url, "app", "kept");
    // The registry remembers nothing that is gone: pushing it again makes the image complete again.
    await pushTestImage(url, "app", "again", ["gone"]);
    await pullCompletely(url, "app", "again");
  });
});
