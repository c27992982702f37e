/**
 * What follows the name of each query. A live one is about a registry, then a repository, then the rest, which is how live
 * updates find it: one whose third part names no repository is read again only when a whole registry has changed.
 */
type QueryKeys = {
  apiReference: [];
  brokenImages: [run: string];
  collector: [registry?: string];
  collectorSetUp: [registry: string];
  deletion: [registry: string, repository: string, tag: string];
  deletionItems: [registry: string, id: string, filter?: object];
  deletionPlan: [choice: object];
  doctor: [registry: string, part?: { part: string }];
  grants: [];
  indexProgress: [registry: string];
  largestRepositories: [registry: string, of: typeof allTogether, sort: object];
  manifest: [registry: string, repository: string, reference?: string, platform?: string | null];
  planItems: [id: string];
  people: [];
  plannedDeletion: [registry: string, id: string];
  plannedDeletions: [registry?: string];
  policies: [];
  policy: [id: string];
  policyRuns: [registry?: undefined, id?: string, part?: "deletions"];
  protections: [registry: string];
  rawManifest: [registry: string, repository: string, digest: string];
  recentPushes: [];
  referrers: [registry: string, repository: string, digest: string];
  registries: [];
  registrySettings: [];
  repositories: [registry: string, search?: object];
  repositoryCount: [registry: string];
  revert: [registry: string, repository: string, tag: string, digest: string];
  runLog: [id: string];
  runs: [registry?: string];
  schedule: [registry?: string];
  search: [query: string, narrowing: object | null];
  stale: [registry?: string, view?: object];
  storage: [registry?: string, of?: typeof allTogether, query?: object];
  tagHistory: [registry: string, repository: string, tag?: string];
  tags: [registry?: string, repository?: string, view?: object, page?: number];
  teams: [];
  trash: [registry?: string, filter?: object];
};

/** No repository has this name: what is measured of a whole registry doesn't change with one repository. */
export const allTogether = "-";

/** The key of a query. Without its last parts it covers every query whose key begins like it. */
export function queryKeyFor<Name extends keyof QueryKeys>(name: Name, ...about: QueryKeys[Name]): readonly unknown[] {
  return [name, ...about.slice(0, about.findLastIndex((part) => part !== undefined) + 1)];
}
