import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/error-codes";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import { isIndexType } from "@/lib/oci/media-type";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { listRepositories } from "@/lib/registry/list-repositories";
import { listTags } from "@/lib/registry/list-tags";

export type TaggedManifest = { repository: string; tag: string; digest: string; isIndex: boolean };

/** `code` is why the manifest can't be read; null if the registry reports that there is no manifest. */
export type SilentTag = { repository: string; tag: string; code: ErrorCode | null };

export type TagSnapshot = {
  repositories: number;
  /** The tags that answer, by `repository:tag`. */
  answering: Map<string, TaggedManifest>;
  /** The tags that are listed and whose manifest can't be read. */
  silent: SilentTag[];
  /** Repositories with manifests that never had a tag: the registry lists the repositories, but no tags of them. */
  withoutTags: string[];
  /** Whether these are certainly all repositories and tags of the registry. */
  complete: boolean;
};

const requestsAtOnce = 8;

/**
 * Adds the tag where it belongs. Never asks with a known digest: a registry answers 304 without looking at the
 * manifest.
 */
async function readTag(
  connection: RegistryConnection,
  repository: string,
  tag: string,
  snapshot: TagSnapshot,
  signal: AbortSignal,
) {
  const name = `${repository}:${tag}`;
  try {
    const found = await findManifestDigest(connection, repository, tag, { signal });
    if (!found) snapshot.silent.push({ repository, tag, code: null });
    else {
      const { digest, mediaType } = found;
      snapshot.answering.set(name, { repository, tag, digest, isIndex: mediaType !== null && isIndexType(mediaType) });
    }
  } catch (error) {
    // A broken tag link answers 500; an unreachable registry is another matter.
    if (!isAppError(error, "registry-failed", "registry-bad-response", "manifest-unsupported", "digest-mismatch"))
      throw error;
    snapshot.silent.push({ repository, tag, code: error.code });
  }
}

/** Asks the registry for every tag and what the tag points at. Throws if the registry fails. */
export async function snapshotTags(connection: RegistryConnection, signal: AbortSignal): Promise<TagSnapshot> {
  const { names, truncated, refused } = await listRepositories(connection, { signal });
  const snapshot: TagSnapshot = {
    repositories: names.length,
    answering: new Map(),
    silent: [],
    withoutTags: [],
    complete: !truncated && refused === 0 && connection.config.catalog.kind === "registry",
  };
  for (const repository of names) {
    signal.throwIfAborted();
    try {
      const { tags, ...list } = await listTags(connection, repository, { signal });
      if (list.truncated || list.refused > 0) snapshot.complete = false;
      await forEachAtOnce(tags, requestsAtOnce, (tag) => {
        signal.throwIfAborted();
        return readTag(connection, repository, tag, snapshot, signal);
      });
    } catch (error) {
      if (!isAppError(error, "repository-not-found")) throw error;
      snapshot.withoutTags.push(repository);
    }
  }
  return snapshot;
}
