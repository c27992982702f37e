import "server-only";

/** A manifest, and what of the repository it names. */
export type GraphManifest = {
  /** The manifests that it lists, if it is an index. */
  children: readonly string[];
  /** What it is attached to. */
  subject: string | null;
  /** Every digest in one that isn't understood: any of them may be what it needs. */
  mentions?: readonly string[];
};

/**
 * A repository as far as deletions are concerned: what the tags name, and how manifests hang together. Digests that are
 * named and have no entry in `manifests` are not there.
 */
export type RepositoryGraph = {
  /** What each tag names; null where the registry lists the tag and has no manifest for it. */
  tags: ReadonlyMap<string, string | null>;
  manifests: ReadonlyMap<string, GraphManifest>;
  /** False where anything may be missing here: then nothing can be called unused. */
  complete: boolean;
};
