import "server-only";

// Every address of the console, as in the folder `app`; a test compares them. Whatever else is asked for is "other": a
// label for each path that somebody thinks of would fill the memory. The name of a repository may hold slashes.
const deletion = "/api/clean-up/deletions/{id}";
const collection = "/api/clean-up/garbage-collection";
const registryTails = new Set(["", "/doctor", "/index", "/storage"]);
const repositoryTails = new Set([
  "/hidden",
  "/manifests/{digest}",
  "/manifests/{digest}/raw",
  "/manifests/{digest}/referrers",
  "/tags",
  "/tags/{tag}",
  "/tags/{tag}/deletion",
  "/tags/{tag}/history",
  "/tags/{tag}/revert",
]);
const patterns = [
  "/",
  "/api-reference",
  ...["grants", "grants/{id}", "teams", "teams/{name}", "why"].map((end) => `/api/access/${end}`),
  "/api/auth/callback/credentials",
  "/api/auth/csrf",
  "/api/auth/providers",
  "/api/auth/session",
  "/api/auth/signout",
  "/api/clean-up/deletions",
  deletion,
  ...["cancel", "items", "pause", "restore", "resume", "retry", "start"].map((name) => `${deletion}/${name}`),
  ...["runs", "{registry}"].map((name) => `${collection}/${name}`),
  ...["", "/broken", "/cancel", "/log"].map((end) => `${collection}/runs/{id}${end}`),
  ...["put-right", "schedule", "set-up"].map((name) => `${collection}/{registry}/${name}`),
  ...["", "/{id}", "/{id}/run"].map((end) => `/api/clean-up/policies${end}`),
  "/api/clean-up/policy-previews",
  ...["", "/{id}", "/{id}/deletions", "/{id}/restore"].map((end) => `/api/clean-up/policy-runs${end}`),
  "/api/clean-up/policy-texts",
  "/api/clean-up/protections",
  "/api/clean-up/protections/{id}",
  "/api/clean-up/stale",
  "/api/clean-up/stale/names",
  "/api/clean-up/trash",
  "/api/events",
  "/api/health/live",
  "/api/health/ready",
  "/api/hooks/registry/{registry}",
  "/api/openapi.json",
  "/api/r",
  "/api/recent-pushes",
  "/api/search",
  "/api/set-up",
  "/api/settings/people",
  "/api/settings/people/{username}",
  "/api/settings/registries",
  "/clean-up/deletions/{id}",
  "/clean-up/garbage-collection",
  "/clean-up/policies",
  "/clean-up/policies/new",
  "/clean-up/policies/runs/{id}",
  "/clean-up/policies/{id}",
  "/clean-up/stale",
  "/clean-up/trash",
  "/doctor",
  "/icon.svg",
  "/metrics",
  "/set-up",
  "/settings/access",
  "/settings/registries",
  "/sign-in",
  "/storage",
];
const known = patterns.map((pattern) => ({ pattern, parts: pattern.split("/") }));

/** Returns the pattern of a path, such as `/api/r/{registry}/{repository}/-/tags/{tag}`, or "other". */
export function routeOf(path: string): string {
  if (path.startsWith("/_next/")) return "/_next";
  const [, api = "", rest] = /^(\/api)?\/r\/(.*)$/.exec(path) ?? [];
  if (rest !== undefined) {
    const pattern = below(rest);
    return pattern === null ? "other" : `${api}/r${pattern}`;
  }
  const parts = path.split("/");
  const fits = (pattern: readonly string[]) =>
    pattern.length === parts.length && pattern.every((part, at) => part === parts[at] || part.startsWith("{"));
  return known.find((each) => fits(each.parts))?.pattern ?? "other";
}

function below(rest: string): string | null {
  const [place = "", tail] = rest.split("/-/");
  const [, ...repository] = place.split("/");
  const end = repository.length > 0 ? `/${repository.join("/")}` : "";
  if (tail === undefined) return registryTails.has(end) ? `/{registry}${end}` : "/{registry}/{repository}";
  const [kind, , ...more] = tail.split("/");
  const name = tail.includes("/") ? [kind === "tags" ? "{tag}" : "{digest}"] : [];
  const pattern = `/${[kind, ...name, ...more].join("/")}`;
  return repositoryTails.has(pattern) ? `/{registry}/{repository}/-${pattern}` : null;
}
