import "server-only";
import type { Container, ContainerNetwork } from "@/lib/docker/container";

export const runLabel = "shipshape.run";
export const originalLabel = "shipshape.stands-in-for";
const composeLabel = /^com\.docker\.compose\./;
const readOnlyVariable = /^REGISTRY_STORAGE_MAINTENANCE_READONLY(_[A-Z]+)?=/;
/** The form with `_ENABLED` makes the registry panic. */
const readOnly = 'REGISTRY_STORAGE_MAINTENANCE_READONLY={"enabled":true}';

export type StandIn = {
  name: string;
  create: { HostConfig: Record<string, unknown> } & Record<string, unknown>;
  /** The networks it joins after its creation: engines before 25 accept only one network at creation. */
  connect: { network: string; endpoint: Record<string, unknown> }[];
};

/**
 * Returns a stand-in's settings in a network. The original's name, which Docker adds only for the original, becomes an
 * alias: otherwise clients would not find the registry.
 */
function endpointOf({ Name }: Container, { IPAMConfig, Aliases, Links, DriverOpts, ...rest }: ContainerNetwork) {
  const { MacAddress, GwPriority } = rest;
  return {
    IPAMConfig: IPAMConfig ?? null,
    Aliases: [...new Set([...(Aliases ?? []), Name])],
    Links: Links ?? null,
    DriverOpts: DriverOpts ?? null,
    // Older engines make 02:42:… from the IP address, and would give it to the next container that gets that address.
    ...(MacAddress && !MacAddress.startsWith("02:42:") && { MacAddress }),
    ...(GwPriority != null && { GwPriority }),
  };
}

const isOwn = (mode: string) => !["default", "bridge", "host", "none"].includes(mode) && !mode.includes(":");

/** Returns the network mode to create the container with, and its names and addresses in each network. */
function networksOf(container: Container) {
  const { NetworkMode } = container.HostConfig;
  const networks = Object.entries(container.NetworkSettings.Networks ?? {}).filter(([name]) => isOwn(name));
  const endpoints = networks.map(([network, known]) => ({ network, endpoint: endpointOf(container, known) }));
  if (!isOwn(NetworkMode)) return { NetworkMode, first: null, connect: endpoints };
  const named = networks.findIndex(([name, { NetworkID }]) => name === NetworkMode || NetworkID === NetworkMode);
  const at = Math.max(0, named);
  const first = endpoints[at] ?? null;
  return { NetworkMode: first?.network ?? "none", first, connect: endpoints.filter((_, index) => index !== at) };
}

/**
 * Returns the container's volumes by name, anonymous ones included: otherwise a new container would get new, empty
 * ones.
 */
function volumesOf({ HostConfig, Mounts }: Container) {
  const volumes = Mounts.filter(({ Type, Name }) => Type === "volume" && Name);
  const nameAt = new Map(volumes.map(({ Destination, Name }) => [Destination, Name]));
  const mounts = (HostConfig.Mounts ?? []).map((mount) =>
    mount.Type === "volume" && !mount.Source ? { ...mount, Source: nameAt.get(mount.Target) ?? "" } : mount,
  );
  const binds = HostConfig.Binds ?? [];
  const named = new Set([...mounts.map(({ Target }) => Target), ...binds.map((bind) => bind.split(":")[1])]);
  const unnamed = volumes.filter(({ Destination }) => !named.has(Destination));
  const added = unnamed.map(({ Name, Destination, RW }) => `${Name}:${Destination}:${RW ? "rw" : "ro"},nocopy`);
  return { Binds: [...binds, ...added], Mounts: mounts };
}

function configOf({ Id, Config, HostConfig }: Container, runId: string) {
  const shared = HostConfig.NetworkMode.startsWith("container:");
  const { Hostname, Domainname, ExposedPorts, ...config } = Config;
  const env = (Config.Env ?? []).filter((line) => !readOnlyVariable.test(line));
  const labels = Object.entries(Config.Labels ?? {}).filter(([name]) => !composeLabel.test(name));
  return {
    ...config,
    // They belong to the container whose network it shares, or to the machine whose name it shares.
    ...(!shared && HostConfig.UTSMode !== "host" && { Hostname, Domainname }),
    ...(!shared && { ExposedPorts }),
    // If the image's entrypoint was removed, null would bring it back.
    Entrypoint: Config.Entrypoint ?? [""],
    Env: [...env, readOnly],
    Labels: { ...Object.fromEntries(labels), [runLabel]: runId, [originalLabel]: Id },
  };
}

/**
 * Returns a container like the given one, except that its registry refuses pushes: the same image, settings, volumes,
 * ports, and names in its networks. It does not start by itself, and Compose doesn't know it.
 */
export function standInOf(container: Container, runId: string): StandIn {
  const { NetworkMode, first, connect } = networksOf(container);
  const hostConfig = {
    ...container.HostConfig,
    ...volumesOf(container),
    NetworkMode,
    RestartPolicy: { Name: "no", MaximumRetryCount: 0 },
    AutoRemove: false,
    ContainerIDFile: "",
  };
  return {
    name: `${container.Name}-shipshape-${runId.slice(0, 8)}`,
    create: {
      ...configOf(container, runId),
      Image: container.Image,
      HostConfig: hostConfig,
      ...(first && { NetworkingConfig: { EndpointsConfig: { [first.network]: first.endpoint } } }),
    },
    connect,
  };
}

/** Returns whether the container's environment already makes its registry read-only. */
export function isReadOnlyByEnvironment({ Config }: Container): boolean {
  return (Config.Env ?? []).some((line) => readOnlyVariable.test(line) && !/false/i.test(line));
}
