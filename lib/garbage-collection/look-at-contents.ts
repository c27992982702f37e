import "server-only";
import { posix } from "node:path";
import { findSomeRepositories } from "@/lib/catalog/find-some-repositories";
import type { SetUpFinding } from "@/lib/contract/garbage-collection";
import type { Container } from "@/lib/docker/container";
import type { Engine } from "@/lib/docker/engine";
import { findFile } from "@/lib/docker/find-file";
import { AppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "@/lib/registry/connection";
import { listRepositories } from "@/lib/registry/list-repositories";

const mostNames = 5;
/** Where the filesystem driver of CNCF Distribution keeps repositories, below its root (distribution: paths.go). */
const repositories = "docker/registry/v2/repositories";
const rootVariable = /^REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY=(\/.+)$/;

function rootsOf({ Mounts, Config }: Container): string[] {
  const named = (Config.Env ?? []).flatMap((line) => rootVariable.exec(line)?.[1] ?? []);
  return [...new Set([...named, ...Mounts.map(({ Destination }) => Destination), "/var/lib/registry"])];
}

async function findRoot(engine: Engine, container: Container, signal: AbortSignal): Promise<string | null> {
  for (const root of rootsOf(container)) {
    const folder = posix.join(root, repositories);
    if ((await findFile(engine, container.Id, folder, signal)) !== null) return folder;
  }
  return null;
}

/** Throws `not-configured` where the container is known not to be the one behind the registry's address. */
export async function requireContents(
  engine: Engine,
  container: Container,
  connection: RegistryConnection,
  signal: AbortSignal,
): Promise<void> {
  const { state, detail } = await lookAtContents(engine, container, connection, signal);
  if (state === "failed") throw new AppError("not-configured", `${detail} Nothing was changed.`);
}

/** Some repositories that the registry has: of the index or, where that knows none, of the registry itself. */
async function findNames(connection: RegistryConnection, signal: AbortSignal): Promise<string[]> {
  const known = await findSomeRepositories(connection.config.name, mostNames);
  return known.length > 0 ? known : (await listRepositories(connection, { signal })).names.slice(0, mostNames);
}

/** Whether the container holds what the registry's address lists: another container would be collected in its place. */
export async function lookAtContents(
  engine: Engine,
  container: Container,
  connection: RegistryConnection,
  signal: AbortSignal,
): Promise<SetUpFinding> {
  const name = "contents";
  const { config } = connection;
  const unknown = (detail: string): SetUpFinding => ({ name, state: "unknown", detail });
  const folder = await findRoot(engine, container, signal);
  if (folder === null)
    return unknown(
      `No repositories were found in its volumes, as where they are in S3 or nothing was pushed: whether ${config.url} is this container can't be told by them. A collection finds out before it removes anything.`,
    );
  const names = await findNames(connection, signal);
  if (names.length === 0)
    return unknown(`${config.url} lists no repository by which to tell whether it is this container.`);
  for (const repository of names) {
    if ((await findFile(engine, container.Id, `${folder}/${repository}`, signal)) !== null)
      return { name, state: "ok", detail: `It has ${repository}, which ${config.url} lists.` };
  }
  return {
    name,
    state: "failed",
    detail: `Its storage has none of what ${config.url} lists (${names.join(", ")}): this is not the container behind that address.`,
  };
}
