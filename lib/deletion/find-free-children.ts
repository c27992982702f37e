import "server-only";
import { readManifest, type StoredManifest } from "@/lib/catalog/read-manifest";
import { isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "@/lib/registry/connection";
import { type Graph, isUnused, usageOf } from "./gather-usage";
import type { RepositoryView } from "./repository-view";

/**
 * The manifests of an index, at any depth, that nothing uses but the tags in `except`: each before what it lists, and
 * none that is listed by one that stays or attached to something else. Throws where that can't be told.
 */
export async function findFreeChildren(
  view: RepositoryView,
  graph: Graph,
  except: ReadonlySet<string>,
  index: StoredManifest,
): Promise<StoredManifest[]> {
  const free = new Map<string, StoredManifest>();
  const needed = new Set<string>();
  for (const child of await listDescendants(view, index)) {
    if (!needed.has(child.digest) && isUnused(await usageOf(view, graph, child.digest, except)))
      free.set(child.digest, child);
    else for (const digest of childrenOf(child)) needed.add(digest);
  }
  return [...free.values()].filter(({ parsed: { subject } }) => {
    return !subject || subject.digest === index.digest || free.has(subject.digest);
  });
}

const childrenOf = ({ parsed }: StoredManifest): string[] =>
  parsed.type === "index" ? parsed.manifests.map((child) => child.digest) : [];

/** Everything below an index that can be read, each behind all that list it. */
async function listDescendants({ connection, repository }: RepositoryView, index: StoredManifest) {
  const seen = new Set<string>();
  const childrenFirst: StoredManifest[] = [];
  const descend = async (parent: StoredManifest) => {
    for (const digest of childrenOf(parent)) {
      if (seen.has(digest)) continue;
      seen.add(digest);
      const child = await findReadable(connection, repository, digest).catch(absent);
      if (!child) continue;
      await descend(child);
      childrenFirst.push(child);
    }
  };
  await descend(index);
  return childrenFirst.reverse();
}

function absent(error: unknown): null {
  if (isAppError(error, "manifest-not-found")) return null;
  throw error;
}

/** A manifest, or null where the registry has one that can't be read. Throws `manifest-not-found`. */
export async function findReadable(
  connection: RegistryConnection,
  repository: string,
  digest: string,
): Promise<StoredManifest | null> {
  try {
    return await readManifest(connection, repository, digest);
  } catch (error) {
    if (isAppError(error, "manifest-unsupported", "registry-bad-response", "manifest-too-large", "digest-mismatch"))
      return null;
    throw error;
  }
}
