import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { DockerCollector } from "@/lib/config/docker-collector";
import { runShutdown } from "@/lib/process/shutdown";
import { type DockerRegistry, startDockerRegistry } from "@/lib/testing/docker/docker-registry";
import { frame } from "@/lib/testing/docker/fake-docker/execs";
import { type FakeDocker, startFakeDocker } from "@/lib/testing/docker/fake-docker/fake-docker";
import { fakeImages } from "@/lib/testing/docker/fake-docker/images";
import { finishedRun } from "@/lib/testing/finished-run";
import { pullCompletely } from "@/lib/testing/pull-completely";
import { deleteTestManifest, pushTestImage } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { admin } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import { cancelRun } from "./cancel-run";
import { getRun } from "./get-run";
import { readRunLog } from "./read-run-log";
import { recoverRuns } from "./recover-runs";
import { insertRun, updateRun } from "./runs/runs-store";

const found = findRegistryPrograms().at(-1);

/** A registry program whose collector does a dry run as usual but never finishes when it removes. */
function slowProgram(real: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "shipshape-slow-")), "registry");
  const quick = "--version|garbage-collect*--dry-run*|serve*";
  writeFileSync(file, `#!/bin/sh\ncase "$*" in ${quick}) exec "${real}" "$@" ;; esac\nexec sleep 300\n`);
  chmodSync(file, 0o755);
  return file;
}

describe.runIf(found)("a collection in a container", () => {
  let docker: FakeDocker;
  let registry: DockerRegistry;

  const start = async (changes: Partial<DockerCollector> = {}, { slow = false } = {}) => {
    if (!found) throw new Error("no registry program");
    const path = slow ? slowProgram(found.program.path) : found.program.path;
    docker = await startFakeDocker(fakeImages([{ ...found, program: { kind: "binary", path } }]));
    registry = await startDockerRegistry(docker, docker.containers.images[0]?.name ?? "", changes);
    await pushTestImage(registry.url, "app", "kept", ["kept"]);
    const gone = await pushTestImage(registry.url, "app", "gone", ["gone"]);
    await deleteTestManifest(registry.url, "app", gone.digest);
  };
  const startUpload = () => fetch(`${registry.url}/v2/app/blobs/uploads/`, { method: "POST" });
  const untilPhase = async (id: string, phase: string) =>
    until(async () => expect((await getRun(admin, id)).phase).toBe(phase));
  const untilAtWork = async (argument: string) =>
    until(async () => {
      const execs = [...docker.containers.all.values()].flatMap((container) => [...container.execs]);
      const described = await Promise.all(execs.map((id) => registry.ask("GET", `/exec/${id}/json`)));
      const argv = described.flatMap(({ body }) => (body.ProcessConfig as { arguments: string[] }).arguments);
      expect(argv).toContain(argument);
      expect(argv).not.toContain("--dry-run");
    });

  afterEach(async () => {
    await registry.close();
    await docker.close();
  });

  test("that is cancelled ends with its container, and says so; the registry is as it was", async () => {
    await start({}, { slow: true });
    const run = await registry.begin();
    await untilPhase(run.id, "collecting");
    await untilAtWork("garbage-collect");
    await cancelRun(admin, run.id);
    expect(await finishedRun(run)).toMatchObject({ state: "cancelled" });
    expect(await readRunLog(admin, run.id)).toMatch(
      /can't end the collector alone: \S+-shipshape-\S+ is restarted[\s\S]*started again[\s\S]*Whole as before/,
    );
    expect(await registry.list()).toEqual({ [registry.container]: "running" });
    expect((await startUpload()).status).toBe(202);
  });

  test("that takes too long is ended in the same way", async () => {
    await start({ timeoutMs: 1_500 }, { slow: true });
    const run = await registry.run();
    expect(run.failure).toMatchObject({ type: "/problems/run-timeout" });
    expect(await registry.list()).toEqual({ [registry.container]: "running" });
  });

  test("whose console is asked to stop leaves the registry as it was", async () => {
    await start({}, { slow: true });
    const run = await registry.begin();
    await untilAtWork("garbage-collect");
    await runShutdown();
    expect(await getRun(admin, run.id)).toMatchObject({ failure: { type: "/problems/run-interrupted" } });
    expect(await registry.list()).toEqual({ [registry.container]: "running" });
    expect((await startUpload()).status).toBe(202);
  });

  test("is rehearsed with everything but the collection itself", async () => {
    await start();
    const run = await registry.run({ dryRun: true, rehearsal: true });
    expect(run).toMatchObject({ state: "succeeded", blobsEligible: 3 });
    expect(await registry.run()).toMatchObject({ state: "succeeded", blobsEligible: 3 });
  });

  test("whose registry has its storage in the container itself, and in no volume, is refused with nothing removed", async () => {
    docker = await startFakeDocker(fakeImages(found ? [found] : []));
    for (const image of docker.containers.images) image.config.Volumes = {};
    registry = await startDockerRegistry(docker, docker.containers.images[0]?.name ?? "");
    const kept = await pushTestImage(registry.url, "app", "kept", ["kept"]);
    const run = await registry.run();
    expect(run.failure?.detail).toMatch(/does not have app.*Move its storage to a volume/);
    expect(await registry.list()).toEqual({ [registry.container]: "running" });
    expect(await pullCompletely(registry.url, "app", "kept")).toBe(kept.digest);
  });

  test("beside which the read-only registry vanishes stops, as no other is collected", async () => {
    await start({}, { slow: true });
    docker.instead = (call) => {
      const standIn = [...docker.containers.all.values()].find(({ name }) => name.includes("-shipshape-"));
      if (call !== "GET /containers/json" || standIn?.status !== "running") return false;
      standIn.status = "exited";
      standIn.child?.kill("SIGKILL");
      return false;
    };
    const run = await registry.run();
    docker.instead = null;
    expect(run.failure?.detail).toContain("The read-only registry is gone");
    expect(await registry.list()).toEqual({ [registry.container]: "running" });
  });

  test.each<[string, (write: (bytes: Buffer | string) => void) => void, RegExp]>([
    ["other frames than Docker's", (write) => write("HTTP gone wrong, this is a page"), /invalid output/],
    ["half a frame", (write) => write(frame(1, "registry v3.1.1").subarray(0, 12)), /was lost/],
    ["another program's output", (write) => write(frame(1, "hello\n")), /no program that answers --version/],
  ])("whose output is %s fails, and the registry is as it was", async (_what, send, words) => {
    await start();
    docker.instead = (call, response) => {
      if (!/^POST \/exec\/.*\/start$/.test(call)) return false;
      response.writeHead(200, { connection: "close" });
      send((bytes) => response.write(bytes));
      response.end();
      return true;
    };
    const run = await registry.run();
    expect(run.failure?.detail).toMatch(words);
    docker.instead = null;
    expect(await registry.list()).toEqual({ [registry.container]: "running" });
    expect((await startUpload()).status).toBe(202);
  });

  test("whose output never ends is given up when its time is up, with a bounded log", async () => {
    await start({ timeoutMs: 2_000 });
    const noise = frame(1, "x".repeat(60_000));
    docker.instead = (call, response) => {
      if (!/^POST \/exec\/.*\/start$/.test(call) || docker.calls.filter((one) => /\/start$/.test(one)).length < 5)
        return false;
      const more = () => {
        while (!response.destroyed && response.write(noise));
        if (!response.destroyed) response.once("drain", more);
      };
      response.writeHead(200, { connection: "close" });
      more();
      return true;
    };
    const run = await registry.run();
    docker.instead = null;
    expect(run.failure?.type).toMatch(/run-timeout|collector-failed/);
    expect((await readRunLog(admin, run.id)).length).toBeLessThan(6 * 1024 * 1024);
    expect(await registry.list()).toEqual({ [registry.container]: "running" });
  });
});

describe.runIf(found)("a collection around which steps are run", () => {
  let docker: FakeDocker;
  let registry: DockerRegistry;

  /** A step that only records that it ran. */
  const step = (folder: string, readOnly: boolean) => {
    const script = "require('fs').appendFileSync(process.argv[1], process.argv[2] + '\\n')";
    return [process.execPath, "-e", script, join(folder, "steps"), String(readOnly)];
  };

  afterEach(async () => {
    await registry.close();
    await docker.close();
  });

  const start = async (readOnly: DockerCollector["readOnly"], allowWritable = true) => {
    if (!found) throw new Error("no registry program");
    docker = await startFakeDocker(fakeImages([found]));
    registry = await startDockerRegistry(docker, docker.containers.images[0]?.name ?? "", { readOnly, allowWritable });
    const gone = await pushTestImage(registry.url, "app", "gone", ["gone"]);
    await deleteTestManifest(registry.url, "app", gone.digest);
    await pushTestImage(registry.url, "app", "kept", ["kept"]);
  };

  test("runs before and after, makes no other container, and restarts the registry", async () => {
    const folder = mkdtempSync(join(tmpdir(), "shipshape-steps-"));
    await start({ by: "steps", before: step(folder, true), after: step(folder, false) });
    expect(await registry.run()).toMatchObject({ state: "succeeded", blobsEligible: 3 });
    expect(readFileSync(join(folder, "steps"), "utf8")).toBe("true\nfalse\n");
    expect(docker.calls.filter((call) => /create|restart/.test(call) && !call.includes("exec"))).toEqual([
      "POST /containers/create",
      expect.stringMatching(/^POST \/containers\/[0-9a-f]{64}\/restart$/),
    ]);
  });

  test("without steps is collected as it is, and restarted before its images are looked at again", async () => {
    await start({ by: "steps", before: null, after: null });
    expect(await registry.run()).toMatchObject({ state: "succeeded", blobsEligible: 3 });
    expect(docker.calls.filter((call) => call.endsWith("/restart"))).toHaveLength(1);
  });

  test("and that a crash has left at work is ended before the registry takes pushes again", async () => {
    const folder = mkdtempSync(join(tmpdir(), "shipshape-steps-"));
    await start({ by: "steps", before: step(folder, true), after: step(folder, false) });
    const container = docker.containers.find(registry.container);
    container.image.program = slowProgram(found?.program.path ?? "");
    const Cmd = ["registry", "garbage-collect", "/etc/distribution/config.yml"];
    const { body } = await registry.ask("POST", `/containers/${registry.container}/exec`, { Cmd });
    const ended = registry.ask("POST", `/exec/${body.Id}/start`, {});
    await until(() => expect(container.execs.size).toBe(1));
    const { id } = await insertRun({ registry: "local", dryRun: false, removeUntagged: false, startedBy: "ann" });
    await updateRun(id, { state: "running", phase: "collecting", must_make_writable: 1 });

    await recoverRuns();
    await ended;
    expect(await readRunLog(admin, id)).toMatch(
      /still at work in [\s\S]*restarted to end it[\s\S]*accepts pushes again/,
    );
  });
});
