import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { getConnection } from "@/lib/registry/connection";
import { type DockerRegistry, startDockerRegistry } from "@/lib/testing/docker/docker-registry";
import { type FakeDocker, startFakeDocker } from "@/lib/testing/docker/fake-docker/fake-docker";
import { fakeImages } from "@/lib/testing/docker/fake-docker/images";
import { pullCompletely } from "@/lib/testing/pull-completely";
import { deleteTestManifest, pushTestImage } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { admin } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import { dockerRunner } from "./docker/docker-runner";
import { readRunLog } from "./read-run-log";
import { recoverRuns } from "./recover-runs";
import type { StepContext } from "./runner/runner";
import { listOpenRuns } from "./runs/runs-store";

const program = findRegistryPrograms().at(-1);
const context: StepContext = {
  runId: "0123456789abcdef",
  log: { note: () => undefined, output: () => undefined, flush: async () => undefined },
  signal: new AbortController().signal,
  dataDir: "",
};

describe.runIf(program)("where the Docker Engine is lost, as when the console or the engine is killed", () => {
  let docker: FakeDocker;
  let registry: DockerRegistry;
  const untilAnswering = () => until(async () => expect((await fetch(`${registry.url}/v2/`)).status).toBe(200));
  const startUpload = () => fetch(`${registry.url}/v2/app/blobs/uploads/`, { method: "POST" });

  beforeEach(async () => {
    docker = await startFakeDocker(fakeImages(program ? [program] : []));
    registry = await startDockerRegistry(docker, docker.containers.images[0]?.name ?? "");
    await pushTestImage(registry.url, "app", "kept", ["kept"]);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await registry.close();
    await docker.close();
  });

  test.each(["before", "after"] as const)(
    "%s any of the calls that exchange the containers, the next go puts it right",
    async (how) => {
      const runner = dockerRunner(getConnection("local"), registry.settings);
      const { id } = docker.containers.find(registry.container);
      for (let nth = 1; ; nth += 1) {
        docker.breakAt(nth, how);
        const exchange = async () => {
          await runner.makeReadOnly?.(context);
          await runner.makeWritable?.(context);
        };
        const failure = await exchange().then(
          () => null,
          (error: unknown) => error,
        );
        const wasBroken = docker.isBroken();
        docker.mend();
        await runner.makeWritable?.(context);
        await runner.makeWritable?.(context);
        expect(await registry.list()).toEqual({ [registry.container]: "running" });
        expect(docker.containers.find(registry.container).id).toBe(id);
        await untilAnswering();
        if (wasBroken) continue;
        expect(failure).toBeNull();
        return expect(nth).toBeGreaterThan(12);
      }
    },
  );

  test("after any call that changes something in a run, the next start of the console puts it right", async () => {
    const gone = await pushTestImage(registry.url, "app", "gone", ["gone"]);
    await deleteTestManifest(registry.url, "app", gone.digest);
    const first = docker.calls.length;
    expect(await registry.run({ dryRun: true, rehearsal: true })).toMatchObject({ state: "succeeded" });
    const calls = docker.calls.slice(first);
    const changing = calls.flatMap((call, at) => (/^(POST|DELETE)/.test(call) ? [at + 1] : []));
    expect(changing.length).toBeGreaterThan(8);
    for (const nth of changing) {
      docker.breakAt(nth, "after");
      await registry.run();
      docker.mend();
      await recoverRuns();
      expect(await listOpenRuns()).toEqual([]);
      expect([nth, await registry.list()]).toEqual([nth, { [registry.container]: "running" }]);
      expect((await startUpload()).status).toBe(202);
    }
    expect(await registry.run()).toMatchObject({ state: "succeeded" });
    await pullCompletely(registry.url, "app", "kept");
  });

  test("while a run puts the registry back, the console tries again by itself, less and less often", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    await recoverRuns();
    const first = docker.calls.length;
    await registry.run({ dryRun: true, rehearsal: true });
    const calls = docker.calls.slice(first);
    docker.breakAt(calls.findIndex((call) => call.endsWith("/stop")) + 1, "after");
    const { id } = await registry.run();
    expect([...docker.containers.all.values()].filter(({ status }) => status === "running")).toEqual([]);

    const goes = async () => (await readRunLog(admin, id)).match(/The console will try again/g)?.length ?? 0;
    for (const [minute, tried] of [0, 1, 2, 2, 3, 3, 3, 3, 4].entries()) {
      if (minute > 0) vi.advanceTimersByTime(60_000);
      await until(async () => expect(await goes()).toBe(tried));
    }
    docker.mend();
    await until(async () => {
      vi.advanceTimersByTime(60_000);
      expect(await listOpenRuns()).toEqual([]);
    });
    expect(await goes()).toBe(4);
    expect(await registry.list()).toEqual({ [registry.container]: "running" });
  });

  test("and was started again in between, with the registry's own container, it is put right", async () => {
    const runner = dockerRunner(getConnection("local"), registry.settings);
    await runner.makeReadOnly?.(context);
    const standIn = [...docker.containers.all.values()].find(({ name }) => name !== registry.container);
    if (!standIn) throw new Error("nobody stands in");
    // With the restart policy `always`, the container runs again though it was stopped by hand; the stand-in has no
    // such policy.
    await docker.containers.stop(standIn, "SIGKILL");
    docker.containers.start(docker.containers.find(registry.container));
    await runner.makeWritable?.(context);
    expect(await registry.list()).toEqual({ [registry.container]: "running" });
  });

  test("a container that somebody made anew meanwhile is the registry's, and one that is gone leaves the stand-in", async () => {
    const runner = dockerRunner(getConnection("local"), registry.settings);
    await runner.makeReadOnly?.(context);
    const { id } = docker.containers.find(registry.container);
    await registry.ask("DELETE", `/containers/${id}`);
    await expect(runner.makeWritable?.(context)).rejects.toThrow(
      "is kept, stopped, as it has its settings and volumes",
    );
    expect(Object.values(await registry.list())).toEqual(["exited"]);

    await registry.ask("POST", `/containers/create?name=${registry.container}`, {
      Image: docker.containers.images[0]?.name,
      Env: ["REGISTRY_HTTP_ADDR=127.0.0.1:0"],
    });
    await runner.makeWritable?.(context);
    expect(await registry.list()).toEqual({ [registry.container]: "running" });
  });
});
