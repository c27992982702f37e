import { expect, test } from "vitest";
import { policySpecSchema } from "@/lib/contract/policies";
import { codeOf } from "@/lib/testing/deleting-console";
import { formatPolicy, parsePolicy } from "./policy-yaml";

const yaml = `
name: Old pull requests
registry: local
repositories:
  include: [team/**]
  exclude: [team/tools/*]
tags:
  globs: ["pr-*"]
keep:
  within:
    - days: 14
      of: pushed
mostPercent: 80
schedule:
  cron: 30 2 * * *
  timeZone: Europe/Berlin
enabled: true
`;

test("a policy that is written as YAML comes out as the same YAML", () => {
  const policy = parsePolicy({ yaml });
  expect(policy.keep.within).toEqual([{ days: 14, of: "pushed" }]);
  expect(parsePolicy({ yaml: formatPolicy(policy) })).toEqual(policy);
  expect(formatPolicy(policy)).not.toContain("withReferrers");
});

test("what is written as JSON comes out as YAML with all that it says", () => {
  const spec = policySpecSchema.parse({
    name: "x",
    registry: "local",
    repositories: { include: ["**"] },
    withReferrers: false,
    removeManifests: true,
    keep: { newest: [{ count: 3, per: "minor" }], matching: { versions: ">=2" } },
  });
  expect(parsePolicy({ yaml: formatPolicy(spec) })).toEqual(spec);
});

test.each([
  ["what is no YAML", { yaml: "a: [" }, /not valid YAML/],
  ["a word that means nothing", { yaml: `${yaml}\nkepp: 1` }, /kepp/],
  ["a number that is none", { yaml: yaml.replace("14", "many") }, /keep.within.0.days/],
  ["a policy that keeps nothing", { yaml: yaml.replace(/keep:[\s\S]*pushed/, "keep: {}") }, /must keep something/],
  ["nothing", {}, /either as/],
  [
    "aliases without end",
    { yaml: "a: &a [x]\nb: [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]" },
    /./,
  ],
])("%s is refused with its place", async (_, input, detail) => {
  const refused = Promise.resolve().then(() => parsePolicy(input));
  expect(await codeOf(refused)).toBe("invalid-request");
  await expect(refused).rejects.toMatchObject({ detail: expect.stringMatching(detail) });
});
