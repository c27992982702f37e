import "server-only";
import type { ErrorCode } from "@/lib/errors/error-codes";
import type { RegistryConnection } from "./connection";
import { type Deletion, probeDeletion } from "./internal/deletion-probe";
import { ping } from "./internal/ping";
import { probeCatalog, probeReferrers } from "./internal/probes";
import { type RegistryKind, recogniseRegistry } from "./internal/registry-families";

export type Capabilities = {
  kind: RegistryKind;
  /** The registry can list its repositories. */
  catalog: boolean;
  /** It deletes manifests by digest, with every tag on them. */
  deleteManifest: boolean;
  /** It deletes a single tag and keeps its manifest. */
  deleteTag: boolean;
  /** It has the referrers API. */
  referrers: boolean;
  /** The registry refuses changes, or the configuration forbids the console to make any. */
  readOnly: boolean;
  pullThroughCache: boolean;
  /** Why nothing can be deleted; null if something can, or if this is unknown. */
  deleteBlockedBy: null | { code: ErrorCode; detail: string };
};

const goodForMs = 60_000;

/**
 * Returns what the registry can do for the console's account. Sends only requests that change nothing, and caches the
 * result for a minute per repository. Permissions may differ between repositories: without `repository`, the first one
 * of the catalog is probed. Throws the AppError of the ping if the registry can't be asked at all.
 */
export function getCapabilities(
  connection: RegistryConnection,
  { repository, refresh = false }: { repository?: string; refresh?: boolean } = {},
): Promise<Capabilities> {
  const { answers } = connection;
  const key = JSON.stringify(["capabilities", repository ?? null]);
  if (refresh) for (const stale of [key, nature]) answers.forget(stale);
  return answers.get(key, async () => ({ value: await probe(connection, repository), forMs: goodForMs }));
}

const nature = "nature-of-the-registry";

/** Probes what is the same for every repository. */
async function probeNature(connection: RegistryConnection) {
  const pong = await ping(connection);
  const kind = recogniseRegistry(pong, connection.authorization.challenge?.text ?? "");
  return { kind, ...(await probeCatalog(connection)) };
}

async function probe(connection: RegistryConnection, wanted: string | undefined): Promise<Capabilities> {
  const { answers, config } = connection;
  const { kind, catalog, first } = await answers.get(nature, async () => ({
    value: await probeNature(connection),
    forMs: goodForMs,
  }));
  const repository = wanted ?? first;
  const [referrers, deletion] = await Promise.all([
    repository === null ? false : probeReferrers(connection, repository),
    config.readOnly ? consoleReadOnly(config.title) : probeDeletion(connection, repository, kind),
  ]);
  return {
    kind,
    catalog,
    deleteManifest: deletion.byDigest,
    deleteTag: deletion.byTag,
    referrers,
    readOnly: config.readOnly || deletion.blockedBy?.code === "registry-read-only",
    pullThroughCache: deletion.blockedBy?.code === "pull-through-cache",
    deleteBlockedBy: deletion.blockedBy,
  };
}

function consoleReadOnly(title: string): Deletion {
  const detail = `The console is set to read-only for ${title} (\`readOnly\` in shipshape.yaml).`;
  return { byDigest: false, byTag: false, blockedBy: { code: "console-read-only", detail } };
}
