/**
 * The keys of all queries. After its name a key says what it is about: the registry, the repository, and the rest. Live
 * updates find it by that: a third part that names no repository is read again only when a whole registry has changed.
 * Without its last parts a key covers every query that begins like it.
 */
export const queryKeys = {
  brokenImages: (run: string) => key("broken-images", undefined, run),
  collector: (registry?: string) => key("collector", registry),
  collectorSetUp: (registry: string) => key("collector-set-up", registry),
  deletion: (registry: string, repository: string, tag: string) => key("deletion", registry, repository, tag),
  deletionItems: (registry: string, id: string, filter?: object) => key("deletion-items", registry, id, filter),
  deletionPlan: (choice: object) => key("deletion-plan", undefined, undefined, choice),
  doctor: (registry: string, part?: string) => key("doctor", registry, undefined, part),
  indexProgress: (registry: string) => key("index-progress", registry),
  largestRepositories: (registry: string, sort: object) => key("largest-repositories", registry, measuredAsOne, sort),
  manifest: (registry: string, repository: string, reference?: string, platform?: string | null) =>
    key("manifest", registry, repository, reference, platform),
  planItems: (id: string) => key("plan-items", undefined, undefined, id),
  plannedDeletion: (registry: string, id: string) => key("planned-deletion", registry, id),
  plannedDeletions: (registry?: string) => key("planned-deletions", registry),
  policies: () => key("policies"),
  policy: (id?: string) => key("policy", undefined, undefined, id),
  policyRuns: (id?: string) => key("policy-runs", undefined, undefined, id),
  policyRunDeletions: (id: string) => key("policy-runs", undefined, undefined, id, "deletions"),
  protections: (registry?: string) => key("protections", registry),
  rawManifest: (registry: string, repository: string, digest: string) =>
    key("raw-manifest", registry, repository, digest),
  recentPushes: () => key("recent-pushes"),
  referrers: (registry: string, repository: string, digest: string) => key("referrers", registry, repository, digest),
  registries: () => key("registries"),
  registrySettings: () => key("registry-settings"),
  repositories: (registry?: string, search?: object) => key("repositories", registry, undefined, search),
  repositoryCount: (registry: string) => key("repository-count", registry),
  revert: (registry: string, repository: string, tag: string, digest: string) =>
    key("revert", registry, repository, tag, digest),
  runLog: (id: string) => key("run-log", undefined, undefined, id),
  runs: (registry?: string) => key("runs", registry),
  schedule: (registry?: string) => key("collection-schedule", registry),
  search: (query: string, narrowing: object | null) => key("search", undefined, undefined, query, narrowing),
  stale: (registry?: string, view?: object) => key("stale", registry, undefined, view),
  storage: (registry?: string, query?: object) => key("storage", registry, registry && measuredAsOne, query),
  tagHistory: (registry: string, repository: string, tag?: string) => key("tag-history", registry, repository, tag),
  tags: (registry?: string, repository?: string, view?: object, page?: number) =>
    key("tags", registry, repository, view, page),
  trash: (registry?: string, filter?: object) => key("trash", registry, undefined, filter),
};

// No repository has this name: what is measured of a whole registry doesn't change with one repository.
const measuredAsOne = "-";

function key(...parts: readonly unknown[]): readonly unknown[] {
  return parts.slice(0, parts.findLastIndex((part) => part !== undefined) + 1);
}
