import "server-only";
import type { AccessRole, Subject } from "@/lib/contract/access";
import { processWide } from "@/lib/process/process-wide";
import { RecentMap } from "@/lib/process/recent-map";
import { globMatcher, type Matcher } from "@/lib/protection/glob";

/** A grant as the person holds it: `{user}` in its pattern is their name already. */
export type HeldGrant = {
  id: string;
  registry: string;
  pattern: string;
  role: AccessRole;
  subject: Subject;
  /** Epoch milliseconds; null if it doesn't end. */
  expiresAt: number | null;
};

/** The pattern of every name. */
export const everyName = "**";
export const everyRegistry = "*";

const mostMatchers = 10_000;
const rank: Record<AccessRole, number> = { reader: 0, writer: 1, maintainer: 2, owner: 3 };
const wild = /[*?{]/;

/** Returns true if the role includes the other one. */
export function includesRole(role: AccessRole, other: AccessRole): boolean {
  return rank[role] >= rank[other];
}

/** Returns the grants that give the role for a repository. Grants add up, and none takes anything away. */
export function grantsOn(
  grants: readonly HeldGrant[],
  role: AccessRole,
  registry: string,
  repository: string,
): HeldGrant[] {
  return grants.filter(
    (grant) => includesRole(grant.role, role) && isOf(grant, registry) && matcherOf(grant.pattern)(repository),
  );
}

/** Returns true if a grant gives the role for every repository that the registry has or may get. */
export function holdsWhole(grants: readonly HeldGrant[], role: AccessRole, registry: string): boolean {
  return grants.some((grant) => grant.pattern === everyName && includesRole(grant.role, role) && isOf(grant, registry));
}

/** Returns true if a grant is about something in the registry. */
export function holdsSome(grants: readonly HeldGrant[], registry: string): boolean {
  return grants.some((grant) => isOf(grant, registry));
}

/** Returns the patterns that the grants give for reading a registry, each once, in a fixed order. */
export function readablePatterns(grants: readonly HeldGrant[], registry: string): string[] {
  return [...new Set(grants.filter((grant) => isOf(grant, registry)).map(({ pattern }) => pattern))].sort();
}

/**
 * Returns true if every name that `inner` can match is certainly matched by `outer`; false wherever that can't be told
 * by the literal beginning of the two.
 */
export function includesPattern(outer: string, inner: string): boolean {
  if (outer === everyName || outer === inner) return true;
  const prefix = outer.endsWith("/**") ? outer.slice(0, -2) : null;
  return prefix !== null && !wild.test(prefix) && literalHead(inner).startsWith(prefix);
}

/** Returns a matcher for a pattern over names of repositories; the same one as long as it is in use. */
export function matcherOf(pattern: string): Matcher {
  const known = processWide("access-matchers", () => new RecentMap<string, Matcher>(mostMatchers));
  const found = known.get(pattern);
  if (found) return found;
  const head = literalHead(pattern);
  const whole = globMatcher(pattern, { parts: true });
  const matcher =
    head === pattern ? (name: string) => name === pattern : (name: string) => name.startsWith(head) && whole(name);
  known.set(pattern, matcher);
  return matcher;
}

function literalHead(pattern: string): string {
  const at = pattern.search(wild);
  // `a/**/b` and `a**/b` match nothing between as well.
  return at === -1 ? pattern : pattern.slice(0, at);
}

function isOf(grant: HeldGrant, registry: string): boolean {
  return grant.registry === everyRegistry || grant.registry === registry;
}
