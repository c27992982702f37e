import { describe, expect, it } from "vitest";
import { layOutJson } from "./json-tokens";

const written = (text: string) =>
  layOutJson(text)
    .map(({ indent, tokens }) => "  ".repeat(indent) + tokens.map((token) => token.text).join(""))
    .join("\n");

describe("layOutJson", () => {
  it("indents as JSON.stringify does", () => {
    const value = { a: [1, { b: "x" }, []], c: {}, d: null, "e:f": "g,{h" };
    expect(written(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    expect(written(JSON.stringify(value, null, 4))).toBe(JSON.stringify(value, null, 2));
  });

  it("keeps numbers and escapes as they are written", () => {
    expect(written('{"size":12345678901234567890,"x":"\\u003c\\"a"}')).toBe(
      '{\n  "size": 12345678901234567890,\n  "x": "\\u003c\\"a"\n}',
    );
  });

  it("knows where a string stands", () => {
    const tokens = layOutJson('{"manifests":[{"digest":"d1"}],"config":{"digest":"d2"}}').flatMap(
      (line) => line.tokens,
    );
    expect(tokens.filter((token) => token.kind === "string").map((token) => [token.text, token.path])).toEqual([
      ['"d1"', ["manifests", "digest"]],
      ['"d2"', ["config", "digest"]],
    ]);
  });

  it("survives what is no JSON, and any depth", () => {
    expect(written("oops { ] 1")).toContain("oops");
    expect(layOutJson("[".repeat(20_000)).length).toBeGreaterThan(19_999);
  });
});
