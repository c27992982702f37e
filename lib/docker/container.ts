import "server-only";
import { z } from "zod";
import { isAppError } from "@/lib/errors/app-error";
import type { Engine } from "./engine";

const strings = z.array(z.string()).nullish();
const networkSchema = z.looseObject({
  NetworkID: z.string().nullish(),
  IPAMConfig: z.looseObject({}).nullish(),
  Aliases: strings,
  Links: strings,
  DriverOpts: z.record(z.string(), z.string()).nullish(),
  MacAddress: z.string().nullish(),
  GwPriority: z.number().nullish(),
});
const mountSchema = z.looseObject({
  Type: z.string(),
  Name: z.string().nullish(),
  Destination: z.string(),
  RW: z.boolean(),
});

// Config and HostConfig are sent back unchanged, including their fields that are unknown here.
const containerSchema = z.looseObject({
  Id: z.string().regex(/^[0-9a-f]{12,64}$/),
  Name: z.string().transform((name) => name.replace(/^\//, "")),
  /** The id of the image; `Config.Image` is the name that it was given. */
  Image: z.string(),
  State: z.looseObject({
    Status: z.string().default("unknown"),
    Running: z.boolean(),
    Paused: z.boolean().default(false),
    Restarting: z.boolean().default(false),
    ExitCode: z.number().nullish(),
  }),
  ExecIDs: strings,
  Config: z.looseObject({
    Image: z.string(),
    Env: strings,
    Cmd: strings,
    Entrypoint: strings,
    Labels: z.record(z.string(), z.string()).nullish(),
    StopTimeout: z.number().nullish(),
  }),
  HostConfig: z.looseObject({
    Binds: strings,
    Mounts: z.array(z.looseObject({ Type: z.string(), Source: z.string().nullish(), Target: z.string() })).nullish(),
    NetworkMode: z.string().default("default"),
    PortBindings: z.record(z.string(), z.array(z.looseObject({ HostPort: z.string().nullish() })).nullish()).nullish(),
    PublishAllPorts: z.boolean().default(false),
    AutoRemove: z.boolean().default(false),
    UTSMode: z.string().default(""),
  }),
  Mounts: z.array(mountSchema).default([]),
  NetworkSettings: z.looseObject({ Networks: z.record(z.string(), networkSchema).nullish() }),
});
/** A container as the engine describes it, its name without the leading slash. */
export type Container = z.output<typeof containerSchema>;
export type ContainerNetwork = z.output<typeof networkSchema>;

const listedSchema = z.array(
  z.looseObject({
    Id: z.string(),
    Names: z.array(z.string()).nullish(),
    State: z.string().default("unknown"),
    Labels: z.record(z.string(), z.string()).nullish(),
    HostConfig: z.looseObject({ NetworkMode: z.string().default("") }).nullish(),
  }),
);
export type ListedContainer = z.output<typeof listedSchema>[number];

export const containerPath = (container: string) => `/containers/${encodeURIComponent(container)}`;

/** Finds the container with that name or id; null if there is none. */
export async function findContainer(engine: Engine, name: string, signal: AbortSignal): Promise<Container | null> {
  try {
    return await engine.ask({ method: "GET", path: `${containerPath(name)}/json`, signal }, containerSchema);
  } catch (error) {
    if (isAppError(error, "runner-refused") && error.context.status === 404) return null;
    throw error;
  }
}

/** Lists all containers, including stopped ones; with a label (`name=value`) only those that have it. */
export function listContainers(
  engine: Engine,
  signal: AbortSignal,
  label: string | null = null,
): Promise<ListedContainer[]> {
  const filters = label === null ? "" : `&filters=${encodeURIComponent(JSON.stringify({ label: [label] }))}`;
  return engine.ask({ method: "GET", path: `/containers/json?all=1${filters}`, signal }, listedSchema);
}
