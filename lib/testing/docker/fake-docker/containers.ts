import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./answer";
import type { FakeImage } from "./images";

type Json = Record<string, unknown>;
export type CreateBody = Json & {
  Image: string;
  Env?: string[] | null;
  Cmd?: string[] | null;
  Entrypoint?: string[] | null;
  Labels?: Record<string, string> | null;
  HostConfig?: Json & { Binds?: string[] | null; NetworkMode?: string; AutoRemove?: boolean };
  NetworkingConfig?: { EndpointsConfig?: Record<string, Json> };
};
type Mount = { Type: string; Name: string; Source: string; Destination: string; RW: boolean };

export type FakeContainer = {
  id: string;
  name: string;
  image: FakeImage;
  config: Json & { Env: string[]; Cmd: string[] | null; Entrypoint: string[] | null; Labels: Record<string, string> };
  hostConfig: Json & { NetworkMode: string; AutoRemove: boolean };
  mounts: Mount[];
  networks: Record<string, Json>;
  /** Files on this machine, by their paths in the container. */
  files: Record<string, string>;
  status: "created" | "running" | "exited";
  exitCode: number;
  child: ChildProcess | null;
  execs: Set<string>;
};

const newId = () => randomBytes(32).toString("hex");

/** Merges a body and an image as `docker create` does: Moby's daemon/commit.go `merge` and volumes_unix.go. */
function configured(body: CreateBody, image: FakeImage): FakeContainer["config"] {
  const { HostConfig, NetworkingConfig, ...config } = body;
  const names = new Set((body.Env ?? []).map((line) => line.split("=")[0]));
  let [cmd, entrypoint] = [body.Cmd ?? null, body.Entrypoint ?? null];
  if (!entrypoint?.length) {
    if (!cmd?.length) cmd = image.config.Cmd;
    entrypoint ??= image.config.Entrypoint;
  }
  if (entrypoint?.length === 1 && entrypoint[0] === "") entrypoint = null;
  if (!entrypoint && !cmd) throw new Refusal(400, "No command specified");
  return {
    ...config,
    Env: [...(body.Env ?? []), ...image.config.Env.filter((line) => !names.has(line.split("=")[0] ?? ""))],
    Cmd: cmd,
    Entrypoint: entrypoint,
    Volumes: { ...(body.Volumes as object), ...image.config.Volumes },
    Labels: body.Labels ?? {},
  };
}

/** The containers of a fake engine; each running one has a real registry in a separate process. */
export class FakeContainers {
  readonly all = new Map<string, FakeContainer>();
  readonly networks = new Map<string, string>([
    ["bridge", newId()],
    ["host", newId()],
    ["none", newId()],
  ]);

  constructor(
    private readonly folder: string,
    readonly images: FakeImage[],
  ) {}

  find(name: string): FakeContainer {
    const found = this.all.get(name) ?? [...this.all.values()].find((one) => one.name === name);
    if (!found) throw new Refusal(404, `No such container: ${name}`);
    return found;
  }

  create(name: string, body: CreateBody, apiMinor: number): FakeContainer {
    const image = this.images.find(({ id, name: known }) => id === body.Image || known === body.Image);
    if (!image) throw new Refusal(404, `No such image: ${body.Image}`);
    const taken = [...this.all.values()].find((one) => one.name === name);
    if (taken)
      throw new Refusal(
        409,
        `Conflict. The container name "/${name}" is already in use by container "${taken.id}". You have to remove (or rename) that container to be able to reuse that name.`,
      );
    const endpoints = body.NetworkingConfig?.EndpointsConfig ?? {};
    if (apiMinor < 44 && Object.keys(endpoints).length > 1)
      throw new Refusal(
        400,
        `Container cannot be connected to network endpoints: ${Object.keys(endpoints).join(", ")}`,
      );
    const hostConfig = {
      AutoRemove: false,
      ...body.HostConfig,
      NetworkMode: body.HostConfig?.NetworkMode ?? "default",
    };
    const network = hostConfig.NetworkMode === "default" ? "bridge" : hostConfig.NetworkMode;
    const config = configured(body, image);
    const container: FakeContainer = {
      id: newId(),
      name,
      image,
      config,
      hostConfig,
      mounts: this.mount(body, config),
      execs: new Set<string>(),
      networks: { [network]: { NetworkID: this.networkId(network), ...endpoints[network] } },
      files: { ...image.files },
      status: "created",
      exitCode: 0,
      child: null,
    };
    this.all.set(container.id, container);
    return container;
  }

  connect(network: string, container: FakeContainer, endpoint: Json): void {
    container.networks[network] = { NetworkID: this.networkId(network), ...endpoint };
  }

  private networkId(network: string): string {
    const id = this.networks.get(network);
    if (id === undefined) throw new Refusal(404, `network ${network} not found`);
    return id;
  }

  /** Mounts the volumes; an unnamed volume is a new one. */
  private mount(body: CreateBody, config: Json): Mount[] {
    const binds = (body.HostConfig?.Binds ?? []).map((bind) => bind.split(":"));
    const named = new Set(binds.map(([, destination]) => destination));
    const unnamed = Object.keys(config.Volumes as object).filter((destination) => !named.has(destination));
    return [...binds, ...unnamed.map((destination) => [newId(), destination])].map(
      ([source = "", destination = "", mode]) => {
        const isVolume = !source.startsWith("/");
        const place = isVolume ? join(this.folder, "volumes", source) : source;
        mkdirSync(place, { recursive: true });
        const about = { Type: isVolume ? "volume" : "bind", Name: isVolume ? source : "", Source: place };
        return {
          ...about,
          Destination: destination,
          RW: !/\bro\b/.test(mode ?? ""),
          Mode: mode ?? "",
          Driver: "local",
        };
      },
    );
  }

  /** Runs the image's program as in the container: with its environment, its storage and its files. */
  spawn(
    { id, image, config, mounts, files }: FakeContainer,
    argv: readonly string[],
    env: readonly string[] = [],
  ): ChildProcess {
    const volume = mounts.find(({ Destination }) => Destination === "/var/lib/registry")?.Source;
    // Without a volume, the storage is in the container's own layer.
    const storage = volume ?? join(this.folder, "layers", id);
    return spawn(
      image.program,
      argv.map((word) => files[word] ?? word),
      {
        env: {
          ...Object.fromEntries(
            [...config.Env, ...env].map((line) => [line.split("=")[0], line.replace(/^[^=]*=/, "")]),
          ),
          REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY: storage,
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
  }

  start(container: FakeContainer): boolean {
    if (container.status === "running") return false;
    const child = this.spawn(container, container.config.Cmd ?? []);
    for (const output of [child.stdout, child.stderr]) output?.resume();
    Object.assign(container, { status: "running", child });
    child.once("exit", (code) => {
      if (container.child === child) Object.assign(container, { status: "exited", exitCode: code ?? 137, child: null });
      if (container.hostConfig.AutoRemove) this.all.delete(container.id);
    });
    return true;
  }

  async stop(container: FakeContainer, signal: NodeJS.Signals = "SIGTERM"): Promise<boolean> {
    const { child } = container;
    if (!child) return false;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
    return true;
  }

  async remove(container: FakeContainer, force: boolean): Promise<void> {
    if (container.child && !force)
      throw new Refusal(
        409,
        `You cannot remove a running container ${container.id}. Stop the container before attempting removal or force remove`,
      );
    await this.stop(container, "SIGKILL");
    this.all.delete(container.id);
  }
}
