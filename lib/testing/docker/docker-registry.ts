import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { migrations } from "@/lib/boot/migrations";
import type { DockerCollector } from "@/lib/config/docker-collector";
import type { Run, StartRun } from "@/lib/contract/garbage-collection";
import { closeDatabase, openProcessDatabase } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import type { DatabaseLocation } from "@/lib/db/open-database";
import { startRun } from "@/lib/garbage-collection/start-run";
import { forgetAllProcessWide, processWide } from "@/lib/process/process-wide";
import { runShutdown } from "@/lib/process/shutdown";
import { placeTestDatabase } from "@/lib/testing/database/test-database";
import { finishedRun } from "@/lib/testing/finished-run";
import { findFreePort } from "@/lib/testing/free-port";
import { admin } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import { dockerConfig } from "./docker-config";
import { askEngine, type EngineAnswer } from "./docker-stages";

export type DockerRegistry = {
  url: string;
  /** The name of its container. */
  container: string;
  settings: DockerCollector;
  /** The settings with which another process becomes the same console. */
  console: { url: string; dataDir: string; settings: DockerCollector; location: DatabaseLocation };
  ask(method: string, target: string, body?: unknown): Promise<EngineAnswer>;
  inspect(): Promise<Record<string, unknown>>;
  /** Returns the states, by name, of its container and its stand-ins. */
  list(): Promise<Record<string, string>>;
  /** Starts a run as a user does. */
  begin(changes?: Partial<StartRun>): Promise<Run>;
  /** Starts a run and waits until it has finished. */
  run(changes?: Partial<StartRun>): Promise<Run>;
  close(): Promise<void>;
};

/** The body that `docker run` sends for a registry with host networking and an unnamed volume. */
const created = (image: string, port: number) => ({
  Image: image,
  Env: [`REGISTRY_HTTP_ADDR=127.0.0.1:${port}`, "REGISTRY_STORAGE_DELETE_ENABLED=true", "OTEL_TRACES_EXPORTER=none"],
  Labels: { team: "storage", "com.docker.compose.project": "registry", "com.docker.compose.service": "registry" },
  HostConfig: { NetworkMode: "host", RestartPolicy: { Name: "always" } },
});

type Listed = { Id: string; Names: string[]; State: string };

/** Starts a console in this process, with an empty database, and a registry in a container that it collects. */
export async function startDockerRegistry(
  { endpoint }: { endpoint: string },
  image: string,
  changes: Partial<DockerCollector> = {},
): Promise<DockerRegistry> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "shipshape-docker-console-"));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const container = `shipshape-test-${randomBytes(4).toString("hex")}`;
  const ask: DockerRegistry["ask"] = (...call) => askEngine(endpoint, ...call);
  await ask("POST", `/containers/create?name=${container}`, created(image, port));
  await ask("POST", `/containers/${container}/start`);
  const settings: DockerCollector = {
    kind: "docker",
    container,
    readOnly: { by: "recreate" },
    program: null,
    config: null,
    endpoint: { url: endpoint, ca: null, clientCertificate: null, skipVerify: false },
    timeoutMs: 60_000,
    allowWritable: false,
    redis: null,
    ...changes,
  };
  const config = dockerConfig(url, dataDir, settings);
  processWide("config", () => config);
  const { location, remove } = await placeTestDatabase(dataDir);
  await migrate(openProcessDatabase(location), migrations);
  await until(async () => (await fetch(`${url}/v2/`)).arrayBuffer());
  const all = async () => {
    const { body } = await ask("GET", "/containers/json?all=1");
    return (body as unknown as Listed[]).filter(({ Names }) => Names.some((name) => name.startsWith(`/${container}`)));
  };
  const begin: DockerRegistry["begin"] = (body) =>
    startRun(admin, { registry: "local", dryRun: false, removeUntagged: false, ...body });
  return {
    url,
    container,
    settings,
    console: { url, dataDir, settings, location },
    ask,
    begin,
    run: async (body) => finishedRun(await begin(body)),
    inspect: async () => (await ask("GET", `/containers/${container}/json`)).body,
    list: async () => Object.fromEntries((await all()).map(({ Names, State }) => [Names[0]?.slice(1), State])),
    close: async () => {
      await runShutdown();
      await closeDatabase();
      await remove();
      forgetAllProcessWide();
      for (const { Id } of await all()) await ask("DELETE", `/containers/${Id}?force=1&v=1`);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
