import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { text } from "node:stream/consumers";
import { Refusal } from "./answer";
import { type FakeContainer, FakeContainers } from "./containers";
import { FakeExecs } from "./execs";
import type { FakeImage } from "./images";

type Answer = [status: number, json?: unknown, headers?: Record<string, string>];
type Call = { method: string; path: string; query: URLSearchParams; body: string; apiMinor: number };

export type FakeDocker = {
  /** `unix://…` */
  endpoint: string;
  containers: FakeContainers;
  /** The method and path of every call so far, without the version. */
  calls: string[];
  version: { ApiVersion: string; MinAPIVersion: string };
  /** Answers in the engine's place; returns false to leave the call to the engine. */
  instead: ((call: string, response: ServerResponse) => boolean) | null;
  /** Permanently disconnects the caller at its n-th call from now, before or after that call is carried out. */
  breakAt(nth: number, how: "before" | "after"): void;
  /** Returns whether the disconnection has happened. */
  isBroken(): boolean;
  mend(): void;
  close(): Promise<void>;
};

function described(container: FakeContainer): object {
  const { id, name, image, config, hostConfig, mounts, networks, status, exitCode, execs } = container;
  return {
    Id: id,
    Name: `/${name}`,
    Image: image.id,
    Config: config,
    HostConfig: hostConfig,
    Mounts: mounts,
    State: { Status: status, Running: status === "running", Paused: false, Restarting: false, ExitCode: exitCode },
    ExecIDs: execs.size === 0 ? null : [...execs],
    NetworkSettings: { Networks: networks },
  };
}

function listed(containers: Iterable<FakeContainer>, { query }: Call): object[] {
  const { label = [] } = JSON.parse(query.get("filters") ?? "{}") as { label?: string[] };
  const shown = [...containers].filter(
    ({ config, status }) =>
      (query.get("all") === "1" || status === "running") &&
      label.every((line) => config.Labels[line.split("=")[0] ?? ""] === line.replace(/^[^=]*=/, "")),
  );
  return shown.map(({ id, name, config, status, hostConfig }) => ({
    Id: id,
    Names: [`/${name}`],
    Labels: config.Labels,
    State: status,
    HostConfig: { NetworkMode: hostConfig.NetworkMode },
  }));
}

/** Returns what is at a path, as a header. */
function archived({ files, mounts }: FakeContainer, path: string): Answer {
  const mount = mounts.find(({ Destination }) => path.startsWith(`${Destination}/`));
  const file = mount ? join(mount.Source, path.slice(mount.Destination.length)) : files[path];
  // As in the engine, a path through a file is a separate error.
  if (Object.keys(files).some((known) => path.startsWith(`${known}/`))) throw new Refusal(500, "not a directory");
  if (file === undefined || !existsSync(file)) return [404];
  const { size, mtime, mode } = statSync(file);
  const stat = { name: basename(path), size, mode, mtime: mtime.toISOString(), linkTarget: "" };
  return [200, undefined, { "x-docker-container-path-stat": Buffer.from(JSON.stringify(stat)).toString("base64") }];
}

/** Answers the calls to `/containers/{name}/{action}`. */
async function onContainer(fake: Parts, call: Call, name: string, action: string): Promise<Answer> {
  const { containers, execs } = fake;
  const container = containers.find(name);
  switch (`${call.method} ${action}`) {
    case "GET json":
      return [200, described(container)];
    case "POST start":
      return [containers.start(container) ? 204 : 304];
    case "POST stop":
      return [(await containers.stop(container)) ? 204 : 304];
    case "POST restart":
      await containers.stop(container);
      containers.start(container);
      return [204];
    case "DELETE ":
      await containers.remove(container, call.query.get("force") === "1");
      return [204];
    case "HEAD archive":
      return archived(container, call.query.get("path") ?? "");
    case "POST exec":
      return [201, { Id: execs.create(container, JSON.parse(call.body)) }];
    default:
      return [404, { message: "page not found" }];
  }
}

type Parts = { containers: FakeContainers; execs: FakeExecs; version: FakeDocker["version"] };

async function answer(fake: Parts, call: Call, response: ServerResponse): Promise<Answer | null> {
  const { containers, execs, version } = fake;
  const { method, path, body, query, apiMinor } = call;
  const known = `${method} ${path}`;
  if (known === "GET /version") return [200, { Version: "20.10.24+dfsg1", ...version }];
  if (known === "GET /containers/json") return [200, listed(containers.all.values(), call)];
  if (known === "POST /containers/create") {
    const { id } = containers.create(query.get("name") ?? "", JSON.parse(body), apiMinor);
    return [201, { Id: id, Warnings: [] }];
  }
  const [, kind, name = "", action = ""] = path.split("/").map(decodeURIComponent);
  if (kind === "containers") return onContainer(fake, call, name, action);
  if (kind === "images") return [containers.images.some(({ id }) => id === name) ? 200 : 404, {}];
  if (kind === "networks" && action === "connect") {
    const { Container, EndpointConfig } = JSON.parse(body);
    containers.connect(name, containers.find(Container), EndpointConfig);
    return [200];
  }
  if (kind === "exec" && action === "json") return [200, execs.describe(name)];
  if (kind === "exec" && action === "start") {
    await execs.start(name, response);
    return null;
  }
  return [404, { message: "page not found" }];
}

function parse(request: IncomingMessage, body: string): Call {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
  const [, minor = "41", path = ""] = /^(?:\/v1\.(\d+))?(\/.*)$/.exec(pathname) ?? [];
  return { method: request.method ?? "", path, query: searchParams, body, apiMinor: Number(minor) };
}

function requireVersion({ ApiVersion, MinAPIVersion }: FakeDocker["version"], { apiMinor, path }: Call): void {
  const minor = (version: string) => Number(version.split(".")[1]);
  if (path === "/version") return;
  if (apiMinor > minor(ApiVersion))
    throw new Refusal(400, `client version 1.${apiMinor} is too new. Maximum supported API version is ${ApiVersion}`);
  if (apiMinor < minor(MinAPIVersion))
    throw new Refusal(
      400,
      `client version 1.${apiMinor} is too old. Minimum supported API version is ${MinAPIVersion}`,
    );
}

/** Serves the Docker Engine API calls that the console uses, as Docker 20.10 answers them, over a socket. */
export async function startFakeDocker(images: FakeImage[]): Promise<FakeDocker> {
  const folder = mkdtempSync(join(tmpdir(), "shipshape-docker-"));
  const socket = join(folder, "docker.sock");
  const containers = new FakeContainers(folder, images);
  const parts = {
    containers,
    execs: new FakeExecs(containers),
    version: { ApiVersion: "1.41", MinAPIVersion: "1.12" },
  };
  let fault = { left: Number.POSITIVE_INFINITY, how: "before" };
  const fake: Omit<FakeDocker, "close"> = {
    endpoint: `unix://${socket}`,
    containers,
    version: parts.version,
    calls: [],
    instead: null,
    breakAt: (nth, how) => {
      fault = { left: nth, how };
    },
    isBroken: () => fault.left <= 0,
    mend: () => {
      fault = { left: Number.POSITIVE_INFINITY, how: "before" };
    },
  };
  const respond = async (call: Call, response: ServerResponse): Promise<void> => {
    const name = `${call.method} ${call.path}`;
    if (fake.instead?.(name, response)) return;
    fake.calls.push(name);
    const [status, json, headers] = await Promise.resolve()
      .then(() => requireVersion(parts.version, call))
      .then(() => answer(parts, call, response))
      .then((given): Answer => given ?? [0])
      .catch((error: unknown): Answer => {
        if (error instanceof Refusal) return [error.status, { message: error.message }];
        throw error;
      });
    if (status !== 0 && !response.destroyed)
      response
        .writeHead(status, { "content-type": "application/json", ...headers })
        .end(json === undefined ? "" : JSON.stringify(json));
  };
  const server = createServer(async (request, response) => {
    const call = parse(request, await text(request));
    fault.left -= 1;
    const isLost = fault.left <= 0;
    if (isLost && (fault.left < 0 || fault.how === "before")) return void request.socket.destroy();
    if (isLost) response.write = response.end = (() => request.socket.destroy()) as never;
    await respond(call, response);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return Object.assign(fake, {
    close: async () => {
      for (const container of containers.all.values()) await containers.remove(container, true);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  });
}
