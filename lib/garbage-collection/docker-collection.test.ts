import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { dockerAccess } from "@/components/garbage-collection/set-up/docker-lines";
import { getConnection } from "@/lib/registry/connection";
import { type DockerRegistry, startDockerRegistry } from "@/lib/testing/docker/docker-registry";
import { findDockerStages } from "@/lib/testing/docker/docker-stages";
import { startSocketProxy } from "@/lib/testing/docker/socket-proxy";
import { pullCompletely } from "@/lib/testing/pull-completely";
import { deleteTestManifest, pushTestImage } from "@/lib/testing/push-to-registry";
import { admin } from "@/lib/testing/test-console";
import { dockerRunner } from "./docker/docker-runner";
import { getCollector } from "./get-collector";
import { listRuns } from "./list-runs";
import { readRunLog } from "./read-run-log";
import { recoverRuns } from "./recover-runs";

const modules = new URL("../testing/console-modules.mjs", import.meta.url).pathname;
const consoleScript = new URL("../testing/docker/docker-console.ts", import.meta.url).pathname;

/** The properties of a container that a collection must not change. */
function lasting({ Id, Name, Image, Config, HostConfig, Mounts }: Record<string, unknown>) {
  return { Id, Name, Image, Config, HostConfig, Mounts };
}

describe.each(findDockerStages())("a registry in a container of $name", ({ image, open }) => {
  let engine: Awaited<ReturnType<typeof open>>;
  let registry: DockerRegistry;
  let crashing: ChildProcess | undefined;

  const start = async () => {
    engine = await open();
    registry = await startDockerRegistry(engine, image);
  };
  const startUpload = () => fetch(`${registry.url}/v2/app/blobs/uploads/`, { method: "POST" });

  /** Starts a collection in another console process and kills that process as soon as it enters the phase. */
  const killAt = async (phase: string) => {
    const argv = ["--experimental-transform-types", "--no-warnings", "--import", modules, consoleScript];
    crashing = spawn(process.execPath, [...argv, JSON.stringify(registry.console)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface(crashing.stdout as NodeJS.ReadableStream)) if (line === phase) break;
    const gone = once(crashing, "exit");
    crashing.kill("SIGKILL");
    await gone;
  };

  afterEach(async () => {
    if (crashing?.exitCode === null) crashing.kill("SIGKILL");
    await registry.close();
    await engine.close();
  });

  test("is collected while one that is like it and read-only stands in for it, and is as it was", async () => {
    await start();
    const kept = await pushTestImage(registry.url, "app", "kept", ["kept"]);
    const gone = await pushTestImage(registry.url, "app", "gone", ["gone"]);
    await deleteTestManifest(registry.url, "app", gone.digest);
    const before = await registry.inspect();

    const run = await registry.run();
    expect(run).toMatchObject({ state: "succeeded", blobsEligible: 3, failure: null });
    expect(await readRunLog(admin, run.id)).toMatch(
      /takes its place[\s\S]*it refused a push[\s\S]*--dry-run[\s\S]*garbage-collect[\s\S]*accepts pushes again/,
    );

    expect(lasting(await registry.inspect())).toEqual(lasting(before));
    expect(await registry.list()).toEqual({ [registry.container]: "running" });
    expect(await pullCompletely(registry.url, "app", "kept")).toBe(kept.digest);
    for (const digest of gone.blobs) {
      const { status } = await fetch(`${registry.url}/v2/app/blobs/${digest}`, { method: "HEAD" });
      expect(status).toBe(404);
    }
    await pushTestImage(registry.url, "app", "new", ["gone"]);
    await pullCompletely(registry.url, "app", "new");
  });

  test("is only looked at without being touched", async () => {
    await start();
    await pushTestImage(registry.url, "app", "kept", ["kept"]);
    const { State } = await registry.inspect();
    const run = await registry.run({ dryRun: true });
    expect(run).toMatchObject({ state: "succeeded", blobsEligible: 0, failure: null });
    expect((await registry.inspect()).State).toEqual(State);
    expect(await getCollector(admin, "local")).toMatchObject({ runner: "docker", blockedBy: null, canRehearse: true });
  });

  test("is checked and collected through the proxy of the set-up page, which is asked for nothing that it refuses", async () => {
    await start();
    const { command } = parse(dockerAccess("proxy", "")).services["socket-proxy"];
    const proxy = await startSocketProxy(engine.endpoint, command);
    registry.settings.endpoint.url = proxy.url;
    const gone = await pushTestImage(registry.url, "app", "gone", ["gone"]);
    await deleteTestManifest(registry.url, "app", gone.digest);
    const findings = await dockerRunner(getConnection("local"), registry.settings).inspect?.(
      new AbortController().signal,
    );
    expect(findings?.filter(({ state }) => state !== "ok")).toEqual([]);
    expect(await registry.run()).toMatchObject({ state: "succeeded", blobsEligible: 3 });
    expect(proxy.refused).toEqual([]);
    await proxy.close();
  });

  test.each(["restarting-read-only", "checking", "dry-run"])(
    "has its own container back after a kill -9 of the console at %s",
    async (phase) => {
      await start();
      const kept = await pushTestImage(registry.url, "app", "kept", ["kept"]);
      const before = await registry.inspect();
      await killAt(phase);

      await recoverRuns();
      expect(await registry.list()).toEqual({ [registry.container]: "running" });
      expect(lasting(await registry.inspect())).toEqual(lasting(before));
      expect((await startUpload()).status).toBe(202);
      expect(await pullCompletely(registry.url, "app", "kept")).toBe(kept.digest);
      const { items } = await listRuns(admin, { limit: 50 });
      expect(items).toMatchObject([{ state: "failed", failure: { type: "/problems/run-interrupted" } }]);
      expect(await registry.run()).toMatchObject({ state: "succeeded" });
    },
  );
});
