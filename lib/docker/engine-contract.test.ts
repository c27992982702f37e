import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { askEngine, type DockerStage, findDockerStages } from "@/lib/testing/docker/docker-stages";
import { findFreePort } from "@/lib/testing/free-port";
import { until } from "@/lib/testing/until";
import { restartContainer, startContainer, stopContainer } from "./change-container";
import { findContainer } from "./container";
import { type Engine, withEngine } from "./engine";
import { findFile } from "./find-file";
import { isAtWorkIn, runInContainer } from "./run-in-container";

const { signal } = new AbortController();

// What the console relies on, checked with the fake engines and with a real one.
describe.each(findDockerStages())("$name", ({ image, open }: DockerStage) => {
  const name = `shipshape-test-${randomBytes(4).toString("hex")}`;
  let opened: Awaited<ReturnType<DockerStage["open"]>>;
  const ask = (method: string, target: string, body?: unknown) => askEngine(opened.endpoint, method, target, body);
  const inEngine = async <T>(work: (engine: Engine) => Promise<T>) => {
    const endpoint = { url: opened.endpoint, ca: null, clientCertificate: null, skipVerify: false };
    return withEngine(endpoint, signal, work);
  };
  const create = async (Env: string[] = []) =>
    ask("POST", `/containers/create?name=${name}`, { Image: image, Env, HostConfig: { NetworkMode: "host" } });
  const startRegistry = async () => {
    opened = await open();
    const port = await findFreePort();
    await create([`REGISTRY_HTTP_ADDR=127.0.0.1:${port}`]);
    await ask("POST", `/containers/${name}/start`);
  };

  afterEach(async () => {
    await ask("DELETE", `/containers/${name}?force=1&v=1`);
    await opened.close();
  });

  test("refuses as Docker does", async () => {
    await startRegistry();
    const missing = { Image: "shipshape/none:1" };
    expect(await ask("POST", "/containers/create?name=other", missing)).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining("No such image: shipshape/none:1") },
    });
    expect(await create()).toMatchObject({
      status: 409,
      body: { message: expect.stringMatching(/^Conflict\. The container name/) },
    });
    expect(await ask("GET", "/containers/shipshape-none/json")).toEqual({
      status: 404,
      body: { message: "No such container: shipshape-none" },
    });
    expect((await ask("DELETE", `/containers/${name}`)).status).toBe(409);
    expect((await ask("POST", `/containers/${name}/start`)).status).toBe(304);
    expect((await ask("POST", `/containers/${name}/stop`)).status).toBe(204);
    expect((await ask("POST", `/containers/${name}/stop`)).status).toBe(304);
    const exec = { AttachStdout: true, Cmd: ["registry"] };
    expect((await ask("POST", `/containers/${name}/exec`, exec)).status).toBe(409);
    expect((await ask("POST", `/containers/${name}/restart`)).status).toBe(204);
  });

  test("starts, stops and restarts a container from whatever state", async () => {
    await startRegistry();
    await inEngine(async (engine) => {
      const stateOf = async () => (await findContainer(engine, name, signal))?.State.Running;
      await stopContainer(engine, name);
      await stopContainer(engine, name);
      expect(await stateOf()).toBe(false);
      await startContainer(engine, name);
      await startContainer(engine, name);
      expect(await stateOf()).toBe(true);
      expect(await restartContainer(engine, name)).toBe(true);
      await stopContainer(engine, name);
      expect(await restartContainer(engine, name)).toBe(true);
      expect(await stateOf()).toBe(true);
      expect(await restartContainer(engine, "shipshape-none")).toBe(false);
    });
  });

  test("runs a program beside the registry: its lines, its exit code, and the words for one that isn't there", async () => {
    await startRegistry();
    await inEngine(async (engine) => {
      const run = async (...argv: string[]) => {
        const lines: string[] = [];
        const exitCode = await runInContainer(engine, name, { argv, signal, onLine: (line) => lines.push(line) });
        return { exitCode, output: lines.join("\n") };
      };
      expect(await run("registry", "--version")).toEqual({
        exitCode: 0,
        output: expect.stringMatching(/registry .*\d\.\d/),
      });
      expect(await run("registry", "garbage-collect", "/none.yml")).toMatchObject({ exitCode: 1 });
      expect(await run("no-such-program")).toMatchObject({
        exitCode: expect.toSatisfy((code) => code === 126 || code === 127),
        output: expect.stringContaining("executable file not found"),
      });
    });
  });

  test("ends what runs beside the registry with the container", async () => {
    await startRegistry();
    const port = await findFreePort();
    const config = image === "registry:2" ? "/etc/docker/registry/config.yml" : "/etc/distribution/config.yml";
    const Env = [`REGISTRY_HTTP_ADDR=127.0.0.1:${port}`];
    const { body } = await ask("POST", `/containers/${name}/exec`, {
      AttachStdout: true,
      Env,
      Cmd: ["registry", "serve", config],
    });
    await inEngine(async (engine) => {
      const file = await findFile(engine, name, config, signal);
      expect(JSON.parse(Buffer.from(file ?? "", "base64").toString())).toMatchObject({ name: "config.yml" });
      expect(await findFile(engine, name, "/none.yml", signal)).toBeNull();
      const ended = ask("POST", `/exec/${body.Id}/start`, { Detach: false, Tty: false });
      const found = async () => {
        const container = await findContainer(engine, name, signal);
        if (!container) throw new Error("no container");
        return container;
      };
      await until(async () => expect(await isAtWorkIn(engine, await found(), "serve")).toBe(true));
      expect(await isAtWorkIn(engine, await found(), "garbage-collect")).toBe(false);
      await restartContainer(engine, name);
      await ended;
      expect(await isAtWorkIn(engine, await found(), "serve")).toBe(false);
    });
  });
});
