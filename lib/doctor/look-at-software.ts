import "server-only";
import { getRepositoryTable } from "@/lib/catalog/lists/repository-table";
import { AppError } from "@/lib/errors/app-error";
import { findRunner } from "@/lib/garbage-collection/find-runner";
import { findLeftBehind } from "@/lib/garbage-collection/repair-registry";
import { isClaimed } from "@/lib/jobs/registry-turns";
import type { RegistryConnection } from "@/lib/registry/connection";
import { deletesTagsAnyway } from "@/lib/registry/deletes-tags-anyway";
import type { Capabilities } from "@/lib/registry/get-capabilities";
import { limitsCatalogPages } from "@/lib/registry/limits-catalog-pages";
import { probePush } from "@/lib/registry/probe-push";
import { getKnownCapabilities } from "@/lib/registry-index/records/registry-traits";
import { type Attempt, attempt } from "./attempt";
import { judgeDeletes } from "./judge-deletes";
import { judgeDescriptorCache } from "./judge-descriptor-cache";
import { judgePushes } from "./judge-pushes";
import { judgeVersion } from "./judge-version";
import type { Judgement } from "./judgement";
import { unasked } from "./unasked";

const probeMs = 10_000;

/** Looks at what software the registry is, and what it lets the console do. Changes none of its contents. */
export async function lookAtSoftware(connection: RegistryConnection, choice: { again: boolean }): Promise<Judgement[]> {
  const { name } = connection.config;
  // Nothing is tried during a garbage collection, and one that began meanwhile has made the registry read-only.
  const judgements = (await isClaimed(name)) ? [] : await probe(connection, choice);
  return (await isClaimed(name)) || judgements.length === 0 ? untold(connection) : judgements;
}

/** Returns the judgements while a garbage collection, of this console or another one, has the registry to itself. */
function untold({ config }: RegistryConnection): Judgement[] {
  const error = new AppError("already-running", "A garbage collection is in progress.");
  const cache = judgeDescriptorCache({ value: null, error }, cacheSettings(config));
  return [
    ...(["version", "pushes", "deletes"] as const).map((check) => {
      return { check, ...unasked(error) };
    }),
    ...(cache ? [cache] : []),
  ];
}

async function probe(connection: RegistryConnection, { again }: { again: boolean }): Promise<Judgement[]> {
  const { config } = connection;
  const isEmbedded = config.garbageCollection.kind === "managed";
  const { repositories } = await getRepositoryTable(config.name);
  // A repository with tags certainly exists; a name alone may be left over from a repository that is gone.
  const repository = repositories.find((row) => row.tag_count > 0)?.name ?? null;
  const choice = { refresh: again, ...(repository !== null && { repository }) };
  const [capabilities, exact] = await Promise.all([
    attempt(getKnownCapabilities(connection, choice), probeMs),
    findExactVersion(config.name),
  ]);
  const mayBeOld = exact === null && capabilities.value?.kind === "distribution-2" && capabilities.value.catalog;
  const [push, tagsAnyway, limitsPages] = await Promise.all([
    mayTryPush(connection, capabilities) && repository !== null
      ? attempt(probePush(connection, repository), probeMs)
      : null,
    findTagsAnyway(connection, capabilities, repository),
    mayBeOld ? attempt(limitsCatalogPages(connection), probeMs) : null,
  ]);
  const facts = {
    exact,
    limitsPages: limitsPages?.value ?? false,
    storage: isEmbedded ? ("filesystem" as const) : null,
    repositories: repositories.length || null,
  };
  const cache = judgeDescriptorCache(capabilities, cacheSettings(config));
  return [
    capabilities.error
      ? { check: "version", ...unasked(capabilities.error) }
      : judgeVersion({ kind: capabilities.value.kind, ...facts }),
    judgePushes({
      capabilities,
      push,
      repository,
      consoleReadOnly: config.readOnly,
      leftBehind: await findLeftBehind(config.name),
    }),
    judgeDeletes({ capabilities, tagsAnyway }),
    ...(cache ? [cache] : []),
  ];
}

function cacheSettings({ garbageCollection: collector }: RegistryConnection["config"]) {
  const emptiesRedis = "redis" in collector && collector.redis !== null;
  return { isEmbedded: collector.kind === "managed", emptiesRedis };
}

/** Returns the exact version, as the collector of the registry knows it, or null. */
async function findExactVersion(registry: string): Promise<string | null> {
  const find = findRunner(registry)?.findVersion;
  return find ? (await attempt(find(AbortSignal.timeout(3 * probeMs)), probeMs)).value : null;
}

/** A registry that refuses deletes as read-only, or as a cache, is known to refuse pushes. */
function mayTryPush({ config }: RegistryConnection, { value }: Attempt<Capabilities>): boolean {
  return value !== null && !config.readOnly && !value.readOnly && !value.pullThroughCache;
}

async function findTagsAnyway(
  connection: RegistryConnection,
  { value }: Attempt<Capabilities>,
  repository: string | null,
): Promise<boolean | null> {
  if (repository === null || value?.kind !== "distribution-3" || value.deleteBlockedBy?.code !== "deletion-disabled")
    return null;
  return (await attempt(deletesTagsAnyway(connection, repository), probeMs)).value;
}
