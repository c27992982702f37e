import { describe, expect, test } from "vitest";
import { type PolicySpec, policySpecSchema } from "@/lib/contract/policies";
import { inWords } from "@/lib/i18n/sentences";
import { codeOf } from "@/lib/testing/deleting-console";
import { type Circumstances, evaluatePolicy, type TagFacts } from "./evaluate-policy";

const dayMs = 24 * 60 * 60_000;
const now = Date.UTC(2026, 10, 21);
const circumstances: Circumstances = { now, pullsKnownSince: null, protection: () => null };

const fact = (tag: string, changes: Partial<TagFacts> = {}): TagFacts => ({
  tag,
  pushedAt: null,
  pulledAt: null,
  createdAt: null,
  isRead: true,
  ...changes,
});
const facts = (...tags: string[]) => tags.map((tag) => fact(tag));
const daysAgo = (days: number) => now - days * dayMs;

function rules(keep: Partial<PolicySpec["keep"]>, tags: PolicySpec["tags"] = {}) {
  const spec = { name: "p", registry: "local", repositories: { include: ["**"] }, tags, keep };
  return policySpecSchema.parse(spec);
}
const newest = (count: number, changes: object = {}) =>
  rules({ newest: [{ count, by: "semver", per: "all", ...changes }] });
const outcome = (policy: PolicySpec, tags: TagFacts[], changes: Partial<Circumstances> = {}) =>
  Object.fromEntries(
    evaluatePolicy(policy, tags, { ...circumstances, ...changes }).map(({ tag, verdict, because }) => [
      tag,
      `${verdict}: ${because.map(inWords).join("; ")}`,
    ]),
  );

describe("the newest", () => {
  test("of each minor version stay, by version and not by name", () => {
    expect(outcome(newest(2, { per: "minor" }), facts("1.4.9", "1.4.10", "1.4.8", "1.5.0"))).toEqual({
      "1.4.10": "keep: newest of 1.4.x",
      "1.4.9": "keep: second newest of 1.4.x",
      "1.4.8": "delete: not one of the 2 newest of 1.4.x",
      "1.5.0": "keep: newest of 1.5.x",
    });
  });

  test("are releases before their pre-releases", () => {
    expect(outcome(newest(1), facts("2.0.0-rc.1", "2.0.0"))["2.0.0-rc.1"]).toBe("delete: not the newest");
  });

  test("by their push: a tag without a date stays, and takes nobody's place", () => {
    const tags = [fact("a", { pushedAt: daysAgo(1) }), fact("b", { pushedAt: daysAgo(2) }), fact("c")];
    expect(outcome(newest(1, { by: "pushed" }), tags)).toEqual({
      a: "keep: newest by push date",
      b: "delete: not the newest by push date",
      c: "keep: push date unknown",
    });
  });

  test("of each kind of name", () => {
    const tags = [1, 2].flatMap((day) => [
      fact(`pr-${day}`, { createdAt: daysAgo(day) }),
      fact(`main-${day}`, { createdAt: daysAgo(day) }),
    ]);
    const kept = Object.entries(outcome(newest(1, { by: "created", per: "prefix" }), tags));
    expect(kept.filter(([, text]) => text.startsWith("keep"))).toEqual([
      ["pr-1", "keep: newest of pr-* by build date"],
      ["main-1", "keep: newest of main-* by build date"],
    ]);
  });

  test("what is no full version stays where versions are counted: it moves with its releases", () => {
    expect(outcome(newest(1, { per: "minor" }), facts("1.4.0", "1.4.1", "1.4", "1", "latest"))).toEqual({
      "1.4.1": "keep: newest of 1.4.x",
      "1.4.0": "delete: not the newest of 1.4.x",
      "1.4": "keep: not a full version, so it may move",
      "1": "keep: not a full version, so it may move",
      latest: "keep: not a full version, so it may move",
    });
  });
});

describe("within a time", () => {
  const pulled = rules({ within: [{ days: 30, of: "pulled" }] });

  test("what was pushed lately stays, and what was not goes, with the days", () => {
    const tags = [fact("new", { pushedAt: daysAgo(3) }), fact("old", { pushedAt: daysAgo(31) }), fact("unknown")];
    expect(outcome(rules({ within: [{ days: 30, of: "pushed" }] }), tags)).toEqual({
      new: "keep: pushed 3 days ago, within 30 days",
      old: "delete: pushed 31 days ago",
      unknown: "keep: push date unknown",
    });
  });

  test("what was never pulled goes only where pulls are known for so long", () => {
    expect(outcome(pulled, facts("a")).a).toBe("keep: the registry does not report pulls");
    expect(outcome(pulled, facts("a"), { pullsKnownSince: daysAgo(10) }).a).toBe(
      "keep: pulls are known for only 10 days",
    );
    expect(outcome(pulled, facts("a"), { pullsKnownSince: daysAgo(40) }).a).toBe(
      "delete: not pulled in the 40 days for which pulls are known",
    );
  });
});

test("what any rule keeps stays; what goes, goes for every one of them", () => {
  const policy = rules({ newest: [{ count: 1, by: "semver", per: "all" }], within: [{ days: 7, of: "pushed" }] });
  const tags = [
    fact("2.0.0", { pushedAt: daysAgo(90) }),
    fact("1.0.0", { pushedAt: daysAgo(2) }),
    fact("0.9.0", { pushedAt: daysAgo(90) }),
  ];
  expect(outcome(policy, tags)).toEqual({
    "2.0.0": "keep: newest",
    "1.0.0": "keep: pushed 2 days ago, within 7 days",
    "0.9.0": "delete: not the newest; pushed 90 days ago",
  });
});

test("only the tags that the policy is about are touched", () => {
  const policy = rules({ matching: { globs: ["pr-1"] } }, { globs: ["pr-*"] });
  expect(outcome(policy, facts("pr-1", "pr-2", "1.0.0"))).toEqual({
    "pr-1": "keep: matches a pattern to keep",
    "pr-2": "delete: no rule keeps it",
    "1.0.0": "untouched: not covered by the policy",
  });
});

test.each([
  [{ globs: ["v?.{0,1}"] }, ["v1.0", "v2.1"], ["v1.2", "v10.0", "xv1.0"]],
  [{ pattern: "pr-\\d+" }, ["pr-1", "pr-22"], ["pr-", "my-pr-1", "pr-1-amd64"]],
  [{ versions: ">=1.4 <2" }, ["1.4.0", "v1.9.9", "1.5.0-rc.1"], ["1.3.9", "2.0.0", "1.4", "latest"]],
  [{ globs: ["a"], versions: "1.x" }, ["a", "1.2.3"], ["b", "2.0.0"]],
])("%j means some tags and not others", (selector, meant, others) => {
  const policy = rules({ newest: [{ count: 1, by: "created", per: "all" }] }, selector);
  const touched = Object.entries(outcome(policy, facts(...meant, ...others)))
    .filter(([, text]) => !text.startsWith("untouched"))
    .map(([tag]) => tag);
  expect(touched.sort()).toEqual([...meant].sort());
});

test("what is protected or was not read stays, whatever the rules", () => {
  const protection = (tag: string) =>
    tag === "a" ? ({ key: "policies.protected", values: { tags: "a" } } as const) : null;
  const tags = [fact("a"), fact("b", { isRead: false }), fact("c")];
  expect(outcome(rules({ matching: { globs: ["x"] } }), tags, { protection })).toEqual({
    a: "keep: protected (a)",
    b: "keep: not indexed yet",
    c: "delete: no rule keeps it",
  });
});

test.each([{ pattern: "(" }, { versions: "not a range" }, { globs: ["{a"] }])(
  "%j is refused with a reason",
  async (tags) => {
    const policy = rules({ newest: [{ count: 1, by: "semver", per: "all" }] }, tags);
    expect(await codeOf(Promise.resolve().then(() => evaluatePolicy(policy, facts("a"), circumstances)))).toBe(
      "invalid-request",
    );
  },
);

test("a policy that keeps nothing is refused", () => {
  expect(() => rules({})).toThrow("must keep something");
});

test("a pattern that would take others for ever takes no time", () => {
  // A backtracking engine would need longer than the age of the universe.
  const name = "a".repeat(128);
  expect(outcome(rules({ matching: { pattern: "(a+)+b" } }), facts(name))[name]).toBe("delete: no rule keeps it");
});
