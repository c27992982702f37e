import fc from "fast-check";
import { expect, test } from "vitest";
import type { AccessRole } from "@/lib/contract/access";
import { grantsOn, type HeldGrant, holdsWhole, includesPattern, matcherOf } from "./held-grants";

const roles: AccessRole[] = ["reader", "writer", "maintainer", "owner"];
const part = fc.constantFrom("a", "b", "ab", "web", "x-1");
const names = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
const patterns = fc
  .array(fc.oneof(part, fc.constantFrom("*", "**", "a*", "?b", "{a,web}")), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join("/"));
const registries = fc.constantFrom("*", "one", "two");
const grants = fc.array(
  fc.record({
    id: fc.uuid(),
    registry: registries,
    pattern: patterns,
    role: fc.constantFrom(...roles),
    subject: fc.constant({ kind: "everyone" as const, name: "" }),
    expiresAt: fc.constant(null),
  }),
  { maxLength: 12 },
);

/** What a grant means, in the simplest words: a name is split at `/`, and each part of the pattern takes its share. */
function oracleMatches(pattern: string, name: string): boolean {
  const [first, ...rest] = pattern.split("/");
  const parts = name.split("/");
  if (first === undefined) return false;
  if (first === "**")
    return rest.length === 0
      ? true
      : parts.some((_, from) => oracleMatches(rest.join("/"), parts.slice(from).join("/")));
  const [head = "", ...tail] = parts;
  if (!oraclePart(first, head)) return false;
  if (rest.length === 0) return tail.length === 0;
  return tail.length > 0 && oracleMatches(rest.join("/"), tail.join("/"));
}

function oraclePart(glob: string, text: string): boolean {
  if (glob === "{a,web}") return text === "a" || text === "web";
  if (glob === "") return text === "";
  if (glob.startsWith("*")) return [...text, ""].some((_, from) => oraclePart(glob.slice(1), text.slice(from)));
  return text !== "" && (glob[0] === "?" || glob[0] === text[0]) && oraclePart(glob.slice(1), text.slice(1));
}

const oracle = (held: HeldGrant[], role: AccessRole, registry: string, name: string) =>
  held.some(
    (grant) =>
      ["*", registry].includes(grant.registry) &&
      roles.indexOf(grant.role) >= roles.indexOf(role) &&
      oracleMatches(grant.pattern, name),
  );

const runs = { numRuns: 10_000 };

test("a right is the union of the grants, and their order never matters", () => {
  fc.assert(
    fc.property(
      grants,
      fc.constantFrom(...roles),
      fc.constantFrom("one", "two"),
      names,
      (held, role, registry, name) => {
        const allowed = grantsOn(held, role, registry, name).length > 0;
        expect(allowed).toBe(oracle(held, role, registry, name));
        expect(grantsOn(held.toReversed(), role, registry, name).length > 0).toBe(allowed);
        for (const grant of held)
          if (grantsOn([grant], role, registry, name).length > 0) expect(allowed, "grants only add").toBe(true);
      },
    ),
    runs,
  );
});

test("a pattern that is said to include another matches everything that it matches", () => {
  fc.assert(
    fc.property(patterns, patterns, names, (outer, inner, name) => {
      if (includesPattern(outer, inner) && matcherOf(inner)(name)) expect(matcherOf(outer)(name)).toBe(true);
    }),
    runs,
  );
});

test.each([
  ["**", "web/**", true],
  ["web/**", "web/shop", true],
  ["web/**", "web/shop/**", true],
  ["web/**", "web/*", true],
  ["web/**", "web", false],
  ["web/**", "web*", false],
  ["web/**", "website/**", false],
  ["web/*", "web/shop", false],
  ["{web,db}/**", "web/shop", false],
  ["w*/**", "web/shop", false],
  ["web/shop", "web/shop", true],
  ["web/shop", "**", false],
])("whether %s includes %s: %s", (outer, inner, includes) => {
  expect(includesPattern(outer, inner)).toBe(includes);
});

test("only a grant on every name is one for the whole registry", () => {
  const held = (pattern: string): HeldGrant[] => [
    { id: "1", registry: "one", pattern, role: "maintainer", subject: { kind: "everyone", name: "" }, expiresAt: null },
  ];
  expect(holdsWhole(held("**"), "reader", "one")).toBe(true);
  expect(holdsWhole(held("**"), "owner", "one")).toBe(false);
  expect(holdsWhole(held("**"), "reader", "two")).toBe(false);
  expect(holdsWhole(held("*"), "reader", "one")).toBe(false);
});
