import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { getConnection } from "@/lib/registry/connection";
import { ensureRepository } from "@/lib/registry-index/tags/repository-store";
import { writeTagList } from "@/lib/registry-index/tags/write-tag-list";
import { writeNow } from "@/lib/registry-index/writing/write-behind";
import { type DockerRegistry, startDockerRegistry } from "@/lib/testing/docker/docker-registry";
import { type FakeDocker, startFakeDocker } from "@/lib/testing/docker/fake-docker/fake-docker";
import { fakeImages } from "@/lib/testing/docker/fake-docker/images";
import { pushTestImage } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { dockerRunner } from "./docker/docker-runner";

const program = findRegistryPrograms().at(-1);

describe.runIf(program)("a container that nobody can stand in for", () => {
  let docker: FakeDocker;
  let registry: DockerRegistry;

  const image = () => docker.containers.images[0]?.name ?? "";
  const original = () => docker.containers.find(registry.container);
  const unhurried = new AbortController().signal;
  const inspect = async () => {
    const runner = dockerRunner(getConnection("local"), registry.settings);
    const findings = (await runner.inspect?.(new AbortController().signal)) ?? [];
    return Object.fromEntries(findings.map(({ name, state, detail }) => [name, [state, detail]]));
  };

  beforeEach(async () => {
    docker = await startFakeDocker(fakeImages(program ? [program] : []));
    registry = await startDockerRegistry(docker, image());
  });
  afterEach(async () => {
    await registry.close();
    await docker.close();
  });

  test("one that can be is described, part by part, and nothing is changed", async () => {
    const first = docker.calls.length;
    expect(await inspect()).toEqual({
      "Docker Engine": ["ok", "It is Docker 20.10.24+dfsg1, spoken to in version 1.41 of its API."],
      container: ["ok", `${registry.container}, of the image ${image()}, is running.`],
      program: ["ok", expect.stringContaining(`is registry ${program?.version}.`)],
      configuration: ["ok", expect.stringMatching(/^\/etc\/(distribution|docker\/registry)\/config\.yml$/)],
      "read-only": ["ok", expect.stringContaining("stands in for it, read-only; a rehearsal proves it")],
      storage: ["ok", "/var/lib/registry: a volume without a name. A stand-in gets the same."],
      contents: ["unknown", expect.stringContaining("nothing was pushed")],
    });
    const changes = docker.calls.slice(first).filter((call) => !/^(GET|HEAD) /.test(call));
    expect(changes.every((call) => /^POST \/(containers\/[^/]+\/exec|exec\/[^/]+\/start)$/.test(call))).toBe(true);
  });

  test("one that is not behind the registry's address is found out by what it holds", async () => {
    await pushTestImage(registry.url, "team/app", "1.0", ["layer"]);
    // The configuration has since given the name to another registry.
    const { id } = await ensureRepository("local", "what/was/there/before");
    await writeTagList(id, ["1.0"], { listedAt: Date.now(), incomplete: null });
    const digest = `sha256:${"a".repeat(64)}`;
    const reading = { repositoryId: id, tag: "1.0", checkedAt: Date.now(), digest, problem: null };
    await writeNow((batch) => void batch.tags.push({ ...reading, found: "manifest" }));
    // A configuration is often mounted as a file.
    const [config = ""] = Object.keys(original().files);
    original().mounts.push({ Type: "bind", Name: "", Source: "/nowhere", Destination: config, RW: false });
    const version = () => dockerRunner(getConnection("local"), registry.settings).findVersion?.(unhurried);
    expect((await inspect()).contents).toEqual(["ok", `It has team/app, which ${registry.url} has, too.`]);
    expect(await version()).toMatch(new RegExp(`^${program?.version}\\.\\d`));
    const created = { Image: image(), Env: ["REGISTRY_HTTP_ADDR=127.0.0.1:0"] };
    await registry.ask("POST", `/containers/create?name=${registry.container}-other`, created);
    const other = docker.containers.find(`${registry.container}-other`);
    mkdirSync(join(other.mounts[0]?.Source ?? "", "docker/registry/v2/repositories/team/other"), { recursive: true });
    registry.settings.container = other.name;
    expect((await inspect()).contents).toEqual(["failed", expect.stringContaining(`${registry.url} lists (team/app)`)]);
    const before = await registry.list();
    for (const kind of [{ dryRun: true }, { dryRun: true, rehearsal: true }, { dryRun: false }]) {
      docker.containers.start(other);
      const { failure } = await registry.run(kind);
      expect(failure?.detail).toMatch(/this is not the container behind that address\. Nothing was changed\.$/);
    }
    expect((await registry.list())[registry.container]).toBe(before[registry.container]);
    docker.containers.start(other);
    expect(await version()).toBe(null);
  });

  test("one without a volume, or with folders of the machine, is described so", async () => {
    original().mounts = [];
    expect((await inspect()).storage).toEqual(["unknown", expect.stringContaining("has no volume")]);
    original().mounts = [{ Type: "bind", Name: "", Source: "/srv/data", Destination: "/var/lib/registry", RW: true }];
    expect((await inspect()).storage).toEqual(["ok", "/var/lib/registry: bind /srv/data. A stand-in gets the same."]);
  });

  test("that isn't there is looked for by its name, and the rest isn't said to be well", async () => {
    registry.settings.container = "no-such-registry";
    expect(await inspect()).toMatchObject({
      container: ["failed", expect.stringContaining("no container with the name or id no-such-registry")],
      program: ["unknown", expect.anything()],
      storage: ["unknown", expect.anything()],
      contents: ["unknown", expect.anything()],
    });
  });

  test("one that has ended is said to have, by the check and by a dry run", async () => {
    await docker.containers.stop(original());
    const ended = `The container ${registry.container} does not run (Docker says: exited). Start it first.`;
    expect((await inspect()).container).toEqual(["failed", ended]);
    expect((await registry.run({ dryRun: true })).failure).toEqual({ type: "/problems/runner-refused", detail: ended });
  });

  test.each<[string, () => unknown, string]>([
    [
      "is a task of Swarm",
      () => (original().config.Labels["com.docker.swarm.task.id"] = "x"),
      "a task of a Swarm service",
    ],
    ["was started with --rm", () => (original().hostConfig.AutoRemove = true), "was started with --rm"],
    [
      "publishes a port that changes",
      () => Object.assign(original().hostConfig, { PortBindings: { "5000/tcp": [{ HostIp: "", HostPort: "" }] } }),
      "a port that Docker chooses anew",
    ],
    [
      "is read-only by its environment",
      () => original().config.Env.push('REGISTRY_STORAGE_MAINTENANCE_READONLY={"enabled":true}'),
      "makes its registry read-only already",
    ],
    ["has lost its image", () => docker.containers.images.splice(0), "is gone: pull it again"],
    ["doesn't run", () => docker.containers.stop(original()), "does not run (Docker says: exited)"],
  ])("as it %s is refused before anything is stopped, and the check says so", async (_what, arrange, sentence) => {
    await arrange();
    const [state, detail] = (await inspect())["read-only"] ?? [];
    expect([state, detail]).toEqual(["failed", expect.stringContaining(sentence)]);

    const before = await registry.list();
    const failed = await registry.run();
    expect(failed.failure?.detail).toMatch(/Nothing was changed|No such image/);
    expect(await registry.list()).toEqual(before);
    // With --rm, Docker removes the container when it ends.
    original().hostConfig.AutoRemove = false;
  });

  test("as its configuration was changed in it, and not beside it, is refused before anything is stopped", async () => {
    const changed = join(mkdtempSync(join(tmpdir(), "shipshape-config-")), "config.yml");
    writeFileSync(changed, "version: 0.1 # and an account that everybody needs");
    for (const path of Object.keys(original().files)) original().files[path] = changed;
    const { child } = original();
    expect((await registry.run()).failure?.detail).toMatch(/config\.yml was changed in the container/);
    expect(await registry.list()).toEqual({ [registry.container]: "running" });
    expect(original().child).toBe(child);
  });

  test("whose network another container shares is refused", async () => {
    const body = { Image: image(), HostConfig: { NetworkMode: `container:${original().id}` } };
    docker.containers.networks.set(body.HostConfig.NetworkMode, "shared");
    await registry.ask("POST", "/containers/create?name=sidecar", body);
    expect((await registry.run()).failure?.detail).toContain("The container sidecar uses the network of");
  });

  test("for which one of another console stands in names that one, and what to do", async () => {
    const runner = dockerRunner(getConnection("local"), registry.settings);
    const log = { note: vi.fn(), output: vi.fn(), flush: vi.fn() };
    const step = { runId: "another-run", log, signal: new AbortController().signal, dataDir: "" };
    await runner.makeReadOnly?.(step);
    await expect(runner.makeReadOnly?.({ ...step, runId: "my-run" })).rejects.toThrow(
      `docker rm -f ${registry.container}-shipshape-another- && docker start ${registry.container}`,
    );
  });
});
