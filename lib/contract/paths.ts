import { basePath } from "./base-path";

// Every URL of the console is built here. Page and API paths mirror each other; `-` can't be a component of a
// repository name (OCI grammar), so `/-/` marks the end of the name unambiguously.

export type QueryValue = string | number | boolean | null | undefined;

export function withQuery(path: string, query: Record<string, QueryValue> = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  if (pairs.length === 0) return path;
  return `${path}?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}`;
}

/** Returns the address of a page. */
export function pageAt(path: string, query?: Record<string, QueryValue>): string {
  return withQuery(`${basePath()}${path}`, query);
}

/** Returns the address of a part of the API. */
export function apiAt(path: string, query?: Record<string, QueryValue>): string {
  return pageAt(`/api${path}`, query);
}

const registryPath = (registry: string) => `/r/${registry}`;
const repositoryPath = (registry: string, repository: string) => `/r/${registry}/${repository}`;
const tagPath = (registry: string, repository: string, tag: string) =>
  `${repositoryPath(registry, repository)}/-/tags/${tag}`;
const manifestPath = (registry: string, repository: string, digest: string) =>
  `${repositoryPath(registry, repository)}/-/manifests/${digest}`;

export const pagePaths = {
  overview: () => pageAt("/"),
  signIn: (returnTo?: string) => pageAt("/sign-in", { returnTo }),
  setUp: () => pageAt("/set-up"),
  registry: (registry: string, query?: Record<string, QueryValue>) => pageAt(registryPath(registry), query),
  repository: (registry: string, repository: string, query?: Record<string, QueryValue>) =>
    pageAt(repositoryPath(registry, repository), query),
  tag: (registry: string, repository: string, tag: string, query?: Record<string, QueryValue>) =>
    pageAt(tagPath(registry, repository, tag), query),
  manifest: (registry: string, repository: string, digest: string, query?: Record<string, QueryValue>) =>
    pageAt(manifestPath(registry, repository, digest), query),
  storage: (registry?: string) => pageAt("/storage", { registry }),
  doctor: (registry?: string) => pageAt("/doctor", { registry }),
  stale: (query?: Record<string, QueryValue>) => pageAt("/clean-up/stale", query),
  policies: (query?: Record<string, QueryValue>) => pageAt("/clean-up/policies", query),
  trash: (query?: Record<string, QueryValue>) => pageAt("/clean-up/trash", query),
  plannedDeletion: (id: string) => pageAt(`/clean-up/deletions/${id}`),
  garbageCollection: (registry?: string) => pageAt("/clean-up/garbage-collection", { registry }),
  registrySettings: () => pageAt("/settings/registries"),
  access: () => pageAt("/settings/access"),
  apiReference: () => pageAt("/api-reference"),
};

export const apiPaths = {
  search: (query: Record<string, QueryValue>) => apiAt("/search", query),
  registries: () => apiAt("/r"),
  events: () => apiAt("/events"),
  repositories: (registry: string, query?: Record<string, QueryValue>) => apiAt(registryPath(registry), query),
  recentPushes: (query?: Record<string, QueryValue>) => apiAt("/recent-pushes", query),
  storage: (registry: string, query?: Record<string, QueryValue>) => apiAt(`${registryPath(registry)}/storage`, query),
  index: (registry: string) => apiAt(`${registryPath(registry)}/index`),
  tags: (registry: string, repository: string, query?: Record<string, QueryValue>) =>
    apiAt(`${repositoryPath(registry, repository)}/-/tags`, query),
  tag: (registry: string, repository: string, tag: string, query?: Record<string, QueryValue>) =>
    apiAt(`${tagPath(registry, repository, tag)}`, query),
  deletion: (registry: string, repository: string, tag: string) =>
    apiAt(`${tagPath(registry, repository, tag)}/deletion`),
  manifest: (registry: string, repository: string, digest: string, query?: Record<string, QueryValue>) =>
    apiAt(`${manifestPath(registry, repository, digest)}`, query),
  rawManifest: (registry: string, repository: string, digest: string) =>
    apiAt(`${manifestPath(registry, repository, digest)}/raw`),
  referrers: (registry: string, repository: string, digest: string) =>
    apiAt(`${manifestPath(registry, repository, digest)}/referrers`),
  setUp: () => apiAt("/set-up"),
  registryHook: (registry: string) => apiAt(`/hooks/registry/${registry}`),
  registrySettings: () => apiAt("/settings/registries"),
  document: () => apiAt("/openapi.json"),
};
