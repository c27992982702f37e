import { afterEach, expect, test, vi } from "vitest";
import { Lexer, stringify } from "yaml";
import { parsePolicy } from "./policy-yaml";
import { requireSmallYaml } from "./require-small-yaml";

afterEach(() => vi.restoreAllMocks());

const sizeBytes = 65_536;
const filled = (part: string) => part.repeat(Math.floor(sizeBytes / part.length));
const numbered = (part: (number: string) => string) =>
  Array.from({ length: 8_000 }, (_, number) => part(number.toString(36))).join("");

const hostile: [string, string][] = [
  ...["[", "{", "{a: ", "[[],", "- ", "? ", "- ? ", "-\t", "]", "}", ": ", ",", '"', "&a ", "!a ", "!<a> ", "*a "],
  ...["- a\n", "a: 1\n", "? [a]\n: 1\n", "{a: 1}", "[]", "[@,", "#\n", "\n", "%A\n", "---\n", "...\n", "a: b: c\n"],
].map((part) => [JSON.stringify(part), filled(part)]);
hostile.push(
  ["keys", numbered((number) => `${number}: 1\n`).slice(0, sizeBytes)],
  ["keys in one line", `{${numbered((number) => `${number}: 1,`)}}`.slice(0, sizeBytes)],
  ["anchors", `[${numbered((number) => `&${number} a,`)}]`.slice(0, sizeBytes)],
  ["aliases", `a: &a [x]\nb: [${"*a,".repeat(20_000)}]`],
  ["lists of lists by their indent", Array.from({ length: 350 }, (_, depth) => `${" ".repeat(depth)}-\n`).join("")],
  ["balanced", `${"[".repeat(sizeBytes / 2)}${"]".repeat(sizeBytes / 2)}`],
  ["closed in quotes only", filled('["]", ')],
);

/** Returns how many tokens are read until the text is refused as too large; null if it isn't refused. */
function tokensTaken(text: string): number | null {
  let taken = 0;
  const counted = function* () {
    for (const token of new Lexer().lex(text)) {
      taken += 1;
      yield token;
    }
  };
  try {
    requireSmallYaml(text, counted());
    return null;
  } catch {
    return taken;
  }
}

test.each(hostile)("64 KiB of %s reach the parser with five thousand tokens at most, or not at all", (_what, text) => {
  const taken = tokensTaken(text);
  expect(taken ?? [...new Lexer().lex(text)].length).toBeLessThanOrEqual(5_001);
});

test.each(["[", "{", "- ", "? ", "- ? "])("what %j nests is refused after a few dozen tokens", (part) => {
  expect(tokensTaken(filled(part))).toBeLessThan(50);
  expect(() => parsePolicy({ yaml: filled(part) })).toThrow("nested too deep");
});

test("what the parser warns of isn't said in the log, once for each", () => {
  const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
  expect(() => parsePolicy({ yaml: "%A\n".repeat(1_000) })).toThrow("invalid-request");
  expect(() => parsePolicy({ yaml: "- !a b\n".repeat(500) })).toThrow("invalid-request");
  expect(warned).not.toHaveBeenCalled();
});

test("the largest policy that there can be is read", () => {
  const globs = Array.from({ length: 50 }, (_, index) => `team-${index}/[a-z]{2}-*`);
  const selector = { globs, pattern: "[[({".repeat(100), versions: ">=1" };
  const spec = {
    name: "x",
    registry: "local",
    repositories: { include: globs, exclude: globs },
    tags: selector,
    keep: {
      newest: Array.from({ length: 10 }, () => ({ count: 3, by: "semver", per: "minor" })),
      within: Array.from({ length: 5 }, () => ({ days: 3, of: "pushed" })),
      matching: selector,
    },
  };
  const yaml = `${"# a comment\n".repeat(100)}${stringify(spec)}`;
  expect(parsePolicy({ yaml })).toMatchObject(spec);
});
