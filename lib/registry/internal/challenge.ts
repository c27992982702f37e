import "server-only";

export type Challenge = {
  scheme: "basic" | "bearer";
  realm: string;
  service: string;
  /** The token was valid, but its scope did not cover the request. */
  insufficientScope: boolean;
  /** As it was sent. */
  text: string;
};

// RFC 9110 11.6.1: `scheme key=value, key="value", scheme …`; the scheme is followed by a space, a key by `=`.
const part = /\s*,?\s*([A-Za-z0-9!#$%&'*+.^_`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))|(?=\s|$|,))/y;

/**
 * Parses a `WWW-Authenticate` header and returns the challenge to answer; of several, a Bearer one is preferred.
 * Registries differ in case and quotes (zot sends `bearer realm=…` bare). Returns null if nothing in it is understood.
 */
export function parseChallenge(header: string | undefined): Challenge | null {
  const challenges: { scheme: string; values: Map<string, string> }[] = [];
  part.lastIndex = 0;
  const text = (header ?? "").slice(0, 8192);
  for (let found = part.exec(text); found; found = part.exec(text)) {
    const name = (found[1] ?? "").toLowerCase();
    const value = found[2]?.replace(/\\(.)/g, "$1") ?? found[3];
    if (value === undefined) challenges.push({ scheme: name, values: new Map() });
    else challenges.at(-1)?.values.set(name, value);
  }
  const chosen =
    challenges.find(({ scheme, values }) => scheme === "bearer" && values.has("realm")) ??
    challenges.find(({ scheme }) => scheme === "basic");
  if (!chosen) return null;
  return {
    scheme: chosen.scheme as Challenge["scheme"],
    realm: chosen.values.get("realm") ?? "",
    service: chosen.values.get("service") ?? "",
    insufficientScope: chosen.values.get("error") === "insufficient_scope",
    text,
  };
}
