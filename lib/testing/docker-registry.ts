import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import os from "node:os";
import path from "node:path";
import { json } from "node:stream/consumers";
import { vi } from "vitest";
import { migrations } from "@/lib/boot/migrations";
import type { Config } from "@/lib/config/config";
import type { DockerCollector } from "@/lib/config/docker-collector";
import { forgetAllProcessWide, processWide } from "@/lib/process/process-wide";
import { runShutdown } from "@/lib/process/shutdown";
import { startFakeDocker } from "./fake-docker/fake-docker";
import { fakeImages } from "./fake-docker/images";
import { findFreePort } from "./free-port";
import { findRegistryPrograms } from "./registry-programs";
import { aRegistryConfig } from "./test-console";
import { openTestDatabase } from "./test-database";

/** A Docker Engine to test with, and the image of a registry that it has. */
export type DockerStage = {
  name: string;
  image: string;
  open(): Promise<{ endpoint: string; close(): Promise<void> }>;
};

/**
 * Fake engines with the real registries of this machine, and the real engine that TEST_DOCKER_ENGINE names
 * (`unix://…`) with the images of TEST_DOCKER_IMAGES (`registry:3,…`); says where there is none.
 */
export function findDockerStages(): DockerStage[] {
  const programs = findRegistryPrograms();
  const fakes = programs.map((program) => ({
    name: `a fake engine with registry ${program.version}`,
    image: program.version === "3" ? "registry:3" : "registry:2",
    open: () => startFakeDocker(fakeImages([program])),
  }));
  const endpoint = process.env.TEST_DOCKER_ENGINE;
  if (!endpoint) console.warn("SKIPPED: TEST_DOCKER_ENGINE names no Docker Engine; what needs a real one doesn't run");
  const images = endpoint ? (process.env.TEST_DOCKER_IMAGES ?? "registry:3").split(",") : [];
  const open = async () => ({ endpoint: endpoint ?? "", close: async () => undefined });
  return [...fakes, ...images.map((image) => ({ name: `a real engine with ${image}`, image, open }))];
}

type Answer = { status: number; body: Record<string, unknown> };

/** Asks an engine as somebody else does, such as the docker command. */
export function askEngine(endpoint: string, method: string, target: string, body?: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socketPath = endpoint.slice("unix://".length);
    const options = { socketPath, path: `/v1.41${target}`, method, headers: { "content-type": "application/json" } };
    request(options, async (response) => {
      const read = await json(response).catch(() => ({}));
      resolve({ status: response.statusCode ?? 0, body: read as Answer["body"] });
    })
      .on("error", reject)
      .end(body === undefined ? undefined : JSON.stringify(body));
  });
}

type Listed = { Id: string; Names: string[]; State: string };

export type DockerRegistry = {
  url: string;
  dataDir: string;
  endpoint: string;
  /** The name of its container. */
  container: string;
  config: Config;
  settings: DockerCollector;
  inspect(): Promise<Record<string, unknown>>;
  /** The names of its containers and of those that stand in for it, with their states. */
  list(): Promise<Record<string, string>>;
  ask(method: string, target: string, body?: unknown): Promise<Answer>;
  untilAnswering(): Promise<void>;
  close(): Promise<void>;
};

/** The configuration of a console whose registry `local` is in that container. */
export function dockerConfig(url: string, dataDir: string, settings: DockerCollector): Config {
  return {
    ...{ dataDir, host: "127.0.0.1", port: 9, secretKey: "", managedRegistry: null },
    registries: [aRegistryConfig(url, { pullHost: "localhost", garbageCollection: settings })],
  } as unknown as Config;
}

/** What `docker run` of a registry with the network of its machine sends. */
export function registryContainer(image: string, port: number, hostConfig: object = {}, more: object = {}) {
  return {
    Image: image,
    Env: [`REGISTRY_HTTP_ADDR=127.0.0.1:${port}`, "REGISTRY_STORAGE_DELETE_ENABLED=true", "OTEL_TRACES_EXPORTER=none"],
    Labels: { team: "storage", "com.docker.compose.project": "registry", "com.docker.compose.service": "registry" },
    HostConfig: { NetworkMode: "host", RestartPolicy: { Name: "always" }, ...hostConfig },
    ...more,
  };
}

/** A console in this process and a registry in a container with a volume that has no name. */
export async function startDockerRegistry(
  engine: { endpoint: string },
  image: string,
  changes: Partial<DockerCollector> = {},
): Promise<DockerRegistry> {
  const { endpoint } = engine;
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "shipshape-docker-console-"));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const container = `shipshape-test-${randomBytes(4).toString("hex")}`;
  const ask: DockerRegistry["ask"] = (...call) => askEngine(endpoint, ...call);
  await ask("POST", `/containers/create?name=${container}`, registryContainer(image, port));
  await ask("POST", `/containers/${container}/start`);
  const settings: DockerCollector = {
    ...{ kind: "docker", container, readOnly: { by: "recreate" }, program: null, config: null },
    endpoint: { url: endpoint, ca: null, clientCertificate: null, skipVerify: false },
    ...{ timeoutMs: 60_000, allowWritable: false, redis: null },
    ...changes,
  };
  const config = dockerConfig(url, dataDir, settings);
  processWide("config", () => config);
  const closeDatabase = await openTestDatabase(migrations);
  const all = async () => {
    const { body } = await ask("GET", "/containers/json?all=1");
    return (body as unknown as Listed[]).filter(({ Names }) => Names.some((name) => name.startsWith(`/${container}`)));
  };
  const untilAnswering = () =>
    vi
      .waitFor(async () => (await fetch(`${url}/v2/`)).arrayBuffer(), { timeout: 20_000, interval: 25 })
      .then(() => undefined);
  await untilAnswering();
  return {
    ...{ url, dataDir, endpoint, container, config, settings, ask, untilAnswering },
    inspect: async () => (await ask("GET", `/containers/${container}/json`)).body,
    list: async () => Object.fromEntries((await all()).map(({ Names, State }) => [Names[0]?.slice(1), State])),
    close: async () => {
      await runShutdown();
      await closeDatabase();
      forgetAllProcessWide();
      for (const { Id } of await all()) await ask("DELETE", `/containers/${Id}?force=1&v=1`);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
