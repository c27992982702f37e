import "server-only";

/** A manifest, and what it names in the repository. */
export type GraphManifest = {
  /** The manifests that it lists, if it is an index. */
  children: readonly string[];
  /** What it is attached to. */
  subject: string | null;
  /** Every digest in a manifest that isn't understood: the manifest may need any of them. */
  mentions?: readonly string[];
};

/**
 * A repository as far as deletions are concerned: what the tags name, and how manifests are related. A digest that is
 * named but has no entry in `manifests` doesn't exist.
 */
export type RepositoryGraph = {
  /** What each tag names; null if the registry lists the tag but has no manifest for it. */
  tags: ReadonlyMap<string, string | null>;
  manifests: ReadonlyMap<string, GraphManifest>;
  /** False if anything may be missing here: then nothing may be called unused. */
  complete: boolean;
};
