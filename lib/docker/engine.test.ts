import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { type FakeDocker, startFakeDocker } from "@/lib/testing/docker/fake-docker/fake-docker";
import { findContainer, listContainers } from "./container";
import { chooseApiVersion, withEngine } from "./engine";
import { explainEngineFailure } from "./explain-engine-failure";

const { signal } = new AbortController();
const endpointAt = (url: string) => ({ url, ca: null, clientCertificate: null, skipVerify: false });

describe("the version of the API", () => {
  test.each([
    ["Docker 20.10", "1.41", "1.12", "1.41"],
    ["Docker 27", "1.47", "1.24", "1.44"],
    ["Docker 29, which speaks nothing older", "1.52", "1.44", "1.44"],
    ["an engine that speaks only what is newer than all known here", "1.60", "1.50", "1.50"],
  ])("of %s is the newest that both know", (_engine, ApiVersion, MinAPIVersion, chosen) => {
    expect(chooseApiVersion({ ApiVersion, MinAPIVersion })).toBe(chosen);
  });

  test("is too old where a program can't be run with an environment", () => {
    expect(() => chooseApiVersion({ ApiVersion: "1.24", MinAPIVersion: "1.12" })).toThrow("at least 1.25");
  });
});

describe("an engine", () => {
  let docker: FakeDocker;
  const look = () =>
    withEngine(endpointAt(docker.endpoint), signal, (engine) => findContainer(engine, "registry", signal));

  beforeEach(async () => {
    docker = await startFakeDocker([]);
  });
  afterEach(() => docker.close());

  test.each([
    ["1.41", "1.12"],
    ["1.52", "1.44"],
  ])(
    "of version %s that speaks nothing before %s is asked in one it understands",
    async (ApiVersion, MinAPIVersion) => {
      Object.assign(docker.version, { ApiVersion, MinAPIVersion });
      expect(await look()).toBeNull();
    },
  );

  test("that answers with a page, with half a container or without an end is refused", async () => {
    const answers = ["<html>", '{"Id":"../../etc"}', '{"Id":"', "x".repeat(5 * 1024 * 1024)];
    for (const text of answers) {
      docker.instead = (call, response) => {
        if (call.endsWith("/version")) return false;
        response.end(text);
        return true;
      };
      await expect(look()).rejects.toThrow(/runner-(refused|unreachable)/);
    }
  });

  test("behind a proxy that refuses a call says who has to let it through", async () => {
    docker.instead = (call, response) => {
      if (call.endsWith("/version")) return false;
      response.writeHead(403).end("Forbidden");
      return true;
    };
    const list = withEngine(endpointAt(docker.endpoint), signal, (engine) => listContainers(engine, signal));
    await expect(list).rejects.toThrow("If there is a proxy in front of the Docker Engine, it must allow this call");
  });
});

describe("a socket", () => {
  const folder = mkdtempSync(join(tmpdir(), "shipshape-socket-"));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("that isn't there is named, with what to do", async () => {
    const none = withEngine(endpointAt(`unix://${folder}/none.sock`), signal, async () => null);
    await expect(none).rejects.toThrow(`There is no socket ${folder}/none.sock on the console's machine`);
  });

  test("that the console may not use names the group to join", () => {
    const denied = Object.assign(new Error("connect EACCES"), { code: "EACCES" });
    const error = new AppError("runner-unreachable", "Docker can't be reached", { cause: denied });
    expect(String(explainEngineFailure("unix:///var/run/docker.sock", error))).toMatch(
      /has no permission to use \/var\/run\/docker\.sock\. Add its user .*group_add/,
    );
  });
});
