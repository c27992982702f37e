import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

// Pages call use cases as routes do, so only the use case itself can be relied on to check the actor's right.

const root = resolve(import.meta.dirname, "../..");

// Functions that get an actor and don't check it: their callers do.
const askedBefore = [
  ...["registriesInFullSight", "registriesInSight", "sees", "sightOf", "wholeRegistries"].map(
    (name) => `lib/access/see.ts ${name}`,
  ),
  "lib/auth/authorize.ts authorize",
  "lib/auth/authorize.ts canDo",
  "lib/auth/renew-actor.ts renewActor",
  "lib/catalog/lists/visible-table.ts getVisibleTable",
  "lib/deletion/journal/deletions-in-sight.ts deletionsInSight",
  "lib/deletion/plan-deletion.ts storePlan",
  "lib/doctor/look-at-reports.ts lookAtReports",
  "lib/search/scope.ts getScope",
];

// A row names its owner or registry, so it is the only thing that may be read before the check.
const row = /^const (?:\{[^}]*\}|\w+) = await get\w+Row\(\w+\);\s*(?:const \{[^}]*\} = \w+;\s*)?/;

type UseCase = { name: string; parameters: string; body: string };

function useCasesOf(file: string): UseCase[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/^export (?:async )?function\*? (\w+)\(\s*actor: Actor\b/gm)].map(({ 1: name, index }) => {
    const start = text.indexOf("{\n", endOfParameters(text, index)) + 2;
    const parameters = text.slice(index, endOfParameters(text, index));
    return { name: `${file} ${name}`, parameters, body: text.slice(start, text.indexOf("\n}", start)).trim() };
  });
}

function endOfParameters(text: string, from: number): number {
  for (let at = text.indexOf("(", from), depth = 0; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at;
  }
  return text.length;
}

const useCases = globSync("lib/**/*.ts", { cwd: root })
  .filter((file) => !file.includes(".test.") && !file.startsWith("lib/testing/"))
  .flatMap(useCasesOf)
  .filter(({ name }) => !askedBefore.includes(name));

test("there are use cases to look at", () => {
  expect(useCases.length).toBeGreaterThan(50);
});

describe("asks whether somebody may, before it does anything", () => {
  test.each(useCases.map(({ name, body }) => [name, body]))("%s", (_, body) => {
    const asked = body.replace(row, "");
    const at = asked.search(/\bauthorize\(\s*actor/);
    expect(at).not.toBe(-1);
    const before = asked.slice(0, at);
    expect(before).not.toMatch(/\bawait\b/);
    // Reading its input and the configuration reveals no secret; everything else comes after the check.
    expect(before.match(/\b(?:find|list|count|record|insert|update|delete|start|take)[A-Z]\w*\(/g) ?? []).toEqual([]);
  });
});

// A right that is asked of the registry alone would let everybody see what is in a repository of it.
describe("asks about the repository that it is about", () => {
  const ofRepository = useCases.filter(({ parameters }) => /\brepository: string\b/.test(parameters));
  test.each(ofRepository.map(({ name, body }) => [name, body]))("%s", (_, body) => {
    const [call = ""] = /\bauthorize\([^;]*;/.exec(body) ?? [];
    expect(call).toMatch(/\brepository\b/);
  });
  test("there are some", () => expect(ofRepository.length).toBeGreaterThan(8));
});
