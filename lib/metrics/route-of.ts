import "server-only";

// As in the folder `app`; a test compares them. The name of a repository may hold slashes.
const registryTails = ["", "doctor", "index", "storage"];
const repositoryTails = [
  ...["hidden", "tags", "tags/{tag}", "tags/{tag}/deletion", "tags/{tag}/history", "tags/{tag}/revert"],
  ...["manifests/{digest}", "manifests/{digest}/raw", "manifests/{digest}/referrers"],
];
const words = new Set([
  "r",
  ...["api", "auth", "callback", "credentials", "csrf", "session", "signout", "providers", "events", "health", "live"],
  ...[
    "ready",
    "hooks",
    "registry",
    "recent-pushes",
    "search",
    "set-up",
    "settings",
    "people",
    "registries",
    "clean-up",
  ],
  ...[
    "deletions",
    "items",
    "cancel",
    "pause",
    "restore",
    "resume",
    "retry",
    "start",
    "garbage-collection",
    "put-right",
  ],
  ...["schedule", "runs", "broken", "log", "policies", "run", "new", "policy-previews", "policy-runs", "policy-texts"],
  ...[
    "protections",
    "stale",
    "names",
    "trash",
    "storage",
    "doctor",
    "sign-in",
    "openapi.json",
    "api-reference",
    "metrics",
  ],
]);

/** Returns the pattern of a path, such as `/api/r/{registry}/{repository}/-/tags/{tag}`; there are few of them. */
export function routeOf(path: string): string {
  if (path === "/") return "/";
  if (path.startsWith("/_next/")) return "/_next";
  const [, api = "", rest] = /^(\/api)?\/r\/(.*)$/.exec(path) ?? [];
  if (rest === undefined) return knownWords(path);
  const pattern = below(rest);
  return pattern === null ? "other" : `${api}/r${pattern}`;
}

function below(rest: string): string | null {
  const [place = "", tail] = rest.split("/-/");
  const [, ...repository] = place.split("/");
  if (tail === undefined && (repository.length === 0 || registryTails.includes(repository.join("/"))))
    return `/{registry}${repository.length > 0 ? `/${repository.join("/")}` : ""}`;
  if (tail === undefined) return "/{registry}/{repository}";
  const [kind, ...more] = tail.split("/");
  const pattern = [kind, ...more.map((part, at) => (at > 0 ? part : kind === "tags" ? "{tag}" : "{digest}"))].join("/");
  return repositoryTails.includes(pattern) ? `/{registry}/{repository}/-/${pattern}` : null;
}

function knownWords(path: string): string {
  const parts = path.split("/").slice(1);
  const pattern = parts.map((part) => (words.has(part) ? part : "{id}"));
  return parts.length > 6 || !words.has(parts[0] ?? "") ? "other" : `/${pattern.join("/")}`;
}
