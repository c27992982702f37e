import "server-only";
import { registryNameSchema } from "@/lib/contract/registries";
import { isDigest } from "@/lib/oci/digest";
import { isRepositoryName } from "@/lib/oci/repository-name";
import { isTag } from "@/lib/oci/tag";

type Rewrite = { kind: "pass" } | { kind: "rewrite"; pathname: string } | { kind: "not-found" };
type Part = string | ((value: string) => boolean);

const pass: Rewrite = { kind: "pass" };
const notFound: Rewrite = { kind: "not-found" };

// The paths allowed after `/r/{registry}/{repository}` (with a `/-/` in between, unless the tail is empty).
const pageTails: Part[][] = [[], ["tags", isTag], ["manifests", isDigest]];
const apiTails: Part[][] = [
  ["hidden"],
  ["tags"],
  ["tags", isTag],
  ["tags", isTag, "deletion"],
  ["tags", isTag, "history"],
  ["tags", isTag, "revert"],
  ["manifests", isDigest],
  ["manifests", isDigest, "raw"],
  ["manifests", isDigest, "referrers"],
];
// The API's paths of a registry as a whole; the paths of a repository there have a `/-/`.
const registryTails = ["doctor", "index", "storage"];

/**
 * Returns the path in the app folder for a path of the address bar: `/r/local/team/app/-/tags/v1` becomes
 * `/r/local/team%2Fapp/tags/v1`, one segment per parameter. A name that breaks its grammar, a percent sign, a dot
 * segment or an empty part is not found: nothing is decoded or repaired here.
 */
export function rewritePath(pathname: string): Rewrite {
  if (!isDecodable(pathname)) return notFound;
  if (pathname === "/r" || pathname.startsWith("/r/")) return rewriteBelow("/r", pageTails, pathname);
  if (pathname === "/api/r") return pass;
  if (pathname.startsWith("/api/r/")) return rewriteBelow("/api/r", apiTails, pathname, registryTails);
  return pass;
}

// Next answers a path that it can't decode with a bare 500.
function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

function rewriteBelow(prefix: string, tails: Part[][], pathname: string, ofRegistry: string[] = []): Rewrite {
  const [registry = "", ...parts] = pathname.slice(prefix.length + 1).split("/");
  if (!registryNameSchema.safeParse(registry).success) return notFound;
  if (parts.length === 0 || ofRegistry.includes(parts.join("/"))) return pass;
  const end = parts.indexOf("-");
  const repository = (end === -1 ? parts : parts.slice(0, end)).join("/");
  const tail = end === -1 ? [] : parts.slice(end + 1);
  if (!isRepositoryName(repository) || (end !== -1 && tail.length === 0)) return notFound;
  if (!tails.some((known) => matches(known, tail))) return notFound;
  const target = [prefix, registry, encodeURIComponent(repository), ...tail].join("/");
  return target === pathname ? pass : { kind: "rewrite", pathname: target };
}

function matches(known: Part[], tail: string[]): boolean {
  if (known.length !== tail.length) return false;
  return known.every((part, index) => {
    const value = tail[index] ?? "";
    return typeof part === "string" ? part === value : part(value);
  });
}
