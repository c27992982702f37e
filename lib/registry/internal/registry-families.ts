import "server-only";
import type { Incoming } from "./exchange";

export type RegistryKind = "distribution-2" | "distribution-3" | "zot" | "harbor" | "quay" | "gitlab" | "unknown";

/** What identifies a product in its answer to `GET /v2/`; all patterns of a row must match. The first row wins. */
const signs: { kind: RegistryKind; headers: Record<string, RegExp> }[] = [
  { kind: "harbor", headers: { "www-authenticate": /realm="?harbor|service="?harbor-registry|\/service\/token/i } },
  { kind: "harbor", headers: { "set-cookie": /_gorilla_csrf|harbor/i } },
  { kind: "zot", headers: { "www-authenticate": /realm="?zot\b|service="?zot\b/i } },
  { kind: "zot", headers: { "access-control-allow-headers": /x-zot-api-client/i } },
  { kind: "quay", headers: { "www-authenticate": /\/v2\/auth"?/i } },
  // These products answer a ping as CNCF Distribution does, but behave differently.
  { kind: "gitlab", headers: { "gitlab-container-registry-version": /./ } },
  { kind: "gitlab", headers: { "www-authenticate": /realm="[^"]*\/jwt\/auth"/i } },
  {
    kind: "unknown",
    headers: {
      "www-authenticate": /\b(?:ghcr\.io|docker\.io|amazonaws\.com|azurecr\.io|gcr\.io|pkg\.dev)\b/i,
    },
  },
  {
    kind: "distribution-2",
    headers: {
      "docker-distribution-api-version": /^registry\/2\.0$/,
      "content-type": /^application\/json; charset=utf-8$/,
    },
  },
  {
    kind: "distribution-3",
    headers: { "docker-distribution-api-version": /^registry\/2\.0$/, "content-type": /^application\/json$/ },
  },
];

/**
 * Returns the software behind the API, as far as its headers say; `challenge` is sent to callers without credentials.
 */
export function recogniseRegistry({ headers }: Incoming, challenge: string): RegistryKind {
  const all = new Map(headers);
  if (!all.has("www-authenticate")) all.set("www-authenticate", challenge);
  const row = signs.find((sign) =>
    Object.entries(sign.headers).every(([name, pattern]) => pattern.test(all.get(name) ?? "")),
  );
  return row?.kind ?? "unknown";
}
