import "server-only";
import { posix } from "node:path";
import type { SetUpFinding } from "@/lib/contract/garbage-collection";
import type { Container } from "@/lib/docker/container";
import type { Engine } from "@/lib/docker/engine";
import { findFile } from "@/lib/docker/find-file";
import { AppError, isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { listRepositories } from "@/lib/registry/list-repositories";
import { findSomeTags } from "@/lib/registry-index/questions/find-some-tags";

const mostNames = 5;
/** Where the filesystem driver of CNCF Distribution keeps repositories, below its root (distribution: paths.go). */
const repositories = "docker/registry/v2/repositories";
const rootVariable = /^REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY=(\/.+)$/;

function rootsOf({ Mounts, Config }: Container): string[] {
  const named = (Config.Env ?? []).flatMap((line) => rootVariable.exec(line)?.[1] ?? []);
  return [...new Set([...named, ...Mounts.map(({ Destination }) => Destination), "/var/lib/registry"])];
}

async function findFolders(engine: Engine, container: Container, signal: AbortSignal): Promise<string[]> {
  const folders = rootsOf(container).map((root) => posix.join(root, repositories));
  const found = await Promise.all(folders.map((folder) => has(engine, container, folder, signal)));
  return folders.filter((_, at) => found[at]);
}

/**
 * For a path below a mounted file, an engine reports a failure of its own (500), though there is simply no such folder.
 */
async function has(engine: Engine, container: Container, path: string, signal: AbortSignal): Promise<boolean> {
  const found = await findFile(engine, container.Id, path, signal).catch((error: unknown) => {
    if (isAppError(error, "runner-refused") && error.context.status === 500) return null;
    throw error;
  });
  return found !== null;
}

/** Throws `not-configured` if the container is known not to be the one behind the registry's address. */
export async function requireStorage(
  engine: Engine,
  container: Container,
  connection: RegistryConnection,
  signal: AbortSignal,
): Promise<void> {
  const { state, detail } = await verifyStorage(engine, container, connection, signal);
  if (state === "failed") throw new AppError("not-configured", `${detail} Nothing was changed.`);
}

/**
 * Checks whether the container holds what the registry's address lists: otherwise a wrong container would be collected.
 */
export async function verifyStorage(
  engine: Engine,
  container: Container,
  connection: RegistryConnection,
  signal: AbortSignal,
): Promise<SetUpFinding> {
  const name = "contents";
  const { config } = connection;
  const unknown = (detail: string): SetUpFinding => ({ name, state: "unknown", detail });
  const folders = await findFolders(engine, container, signal);
  if (folders.length === 0)
    return unknown(
      `No repositories were found in its volumes, as where they are in S3 or nothing was pushed: whether ${config.url} is this container can't be told by them. A collection finds out before it removes anything.`,
    );
  const holds = async (repository: string) => {
    const found = await Promise.all(folders.map((folder) => has(engine, container, `${folder}/${repository}`, signal)));
    return found.includes(true);
  };
  const isHeld = (repository: string): SetUpFinding => ({
    name,
    state: "ok",
    detail: `It has ${repository}, which ${config.url} has, too.`,
  });
  // The index may still describe another registry that had this name before.
  for (const { repository, tag } of await findSomeTags(config.name, mostNames))
    if ((await holds(repository)) && (await findManifestDigest(connection, repository, tag, { signal })))
      return isHeld(repository);
  const names = (await listRepositories(connection, { signal })).names.slice(0, mostNames);
  if (names.length === 0)
    return unknown(`${config.url} lists no repository by which to tell whether it is this container.`);
  for (const repository of names) if (await holds(repository)) return isHeld(repository);
  if (config.catalog.kind === "listed")
    return unknown(`Its storage has none of the repositories that the configuration names (${names.join(", ")}).`);
  return {
    name,
    state: "failed",
    detail: `Its storage has none of what ${config.url} lists (${names.join(", ")}): this is not the container behind that address.`,
  };
}
