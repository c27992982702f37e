// Every URL of the console is built here. Page and API paths mirror each other; `-` can't be a component of a
// repository name (OCI grammar), so `/-/` marks the end of the name unambiguously.

export type QueryValue = string | number | boolean | null | undefined;

export function withQuery(path: string, query: Record<string, QueryValue> = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  if (pairs.length === 0) return path;
  return `${path}?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}`;
}

const registryPath = (registry: string) => `/r/${registry}`;
const repositoryPath = (registry: string, repository: string) => `/r/${registry}/${repository}`;
const tagPath = (registry: string, repository: string, tag: string) =>
  `${repositoryPath(registry, repository)}/-/tags/${tag}`;
const manifestPath = (registry: string, repository: string, digest: string) =>
  `${repositoryPath(registry, repository)}/-/manifests/${digest}`;

export const pagePaths = {
  overview: () => "/",
  signIn: (returnTo?: string) => withQuery("/sign-in", { returnTo }),
  setUp: () => "/set-up",
  registry: (registry: string, query?: Record<string, QueryValue>) => withQuery(registryPath(registry), query),
  repository: (registry: string, repository: string, query?: Record<string, QueryValue>) =>
    withQuery(repositoryPath(registry, repository), query),
  tag: (registry: string, repository: string, tag: string, query?: Record<string, QueryValue>) =>
    withQuery(tagPath(registry, repository, tag), query),
  manifest: (registry: string, repository: string, digest: string, query?: Record<string, QueryValue>) =>
    withQuery(manifestPath(registry, repository, digest), query),
  storage: (registry?: string) => withQuery("/storage", { registry }),
  doctor: (registry?: string) => withQuery("/doctor", { registry }),
  stale: (query?: Record<string, QueryValue>) => withQuery("/clean-up/stale", query),
  policies: (query?: Record<string, QueryValue>) => withQuery("/clean-up/policies", query),
  trash: (query?: Record<string, QueryValue>) => withQuery("/clean-up/trash", query),
  plannedDeletion: (id: string) => `/clean-up/deletions/${id}`,
  garbageCollection: (registry?: string) => withQuery("/clean-up/garbage-collection", { registry }),
  registrySettings: () => "/settings/registries",
};

export const apiPaths = {
  search: (query: Record<string, QueryValue>) => withQuery("/api/search", query),
  registries: () => "/api/r",
  events: () => "/api/events",
  repositories: (registry: string, query?: Record<string, QueryValue>) =>
    withQuery(`/api${registryPath(registry)}`, query),
  recentPushes: (query?: Record<string, QueryValue>) => withQuery("/api/recent-pushes", query),
  storage: (registry: string, query?: Record<string, QueryValue>) =>
    withQuery(`/api${registryPath(registry)}/storage`, query),
  index: (registry: string) => `/api${registryPath(registry)}/index`,
  tags: (registry: string, repository: string, query?: Record<string, QueryValue>) =>
    withQuery(`/api${repositoryPath(registry, repository)}/-/tags`, query),
  tag: (registry: string, repository: string, tag: string, query?: Record<string, QueryValue>) =>
    withQuery(`/api${tagPath(registry, repository, tag)}`, query),
  deletion: (registry: string, repository: string, tag: string) => `/api${tagPath(registry, repository, tag)}/deletion`,
  manifest: (registry: string, repository: string, digest: string, query?: Record<string, QueryValue>) =>
    withQuery(`/api${manifestPath(registry, repository, digest)}`, query),
  rawManifest: (registry: string, repository: string, digest: string) =>
    `/api${manifestPath(registry, repository, digest)}/raw`,
  referrers: (registry: string, repository: string, digest: string) =>
    `/api${manifestPath(registry, repository, digest)}/referrers`,
  setUp: () => "/api/set-up",
  registryHook: (registry: string) => `/api/hooks/registry/${registry}`,
  registrySettings: () => "/api/settings/registries",
  people: () => "/api/settings/people",
  person: (username: string) => `/api/settings/people/${username}`,
};
