import { expect, test } from "vitest";
import { parseQuery } from "./parse-query";

const hex = "3f2c1a".repeat(11).slice(0, 64);

test("words are folded, each once, and no more than six", () => {
  expect(parseQuery("  API  api Ｐａｙ ").words).toEqual(["api", "pay"]);
  expect(parseQuery("a b c d e f g h").words).toHaveLength(6);
});

test("a reference is taken apart, with the host that people write before it", () => {
  expect(parseQuery("Team/App:1.4")).toMatchObject({ words: [], inRepository: ["team/app"], inTag: ["1.4"] });
  expect(parseQuery("registry.example:5000/team/app:1.4", ["registry.example:5000"])).toMatchObject({
    inRepository: ["team/app"],
    inTag: ["1.4"],
  });
  expect(parseQuery(":latest")).toMatchObject({ inRepository: [], inTag: ["latest"] });
  expect(parseQuery("app:")).toMatchObject({ inRepository: ["app"], inTag: [] });
});

test("the beginning of a digest is one from six digits on, with or without its algorithm", () => {
  expect(parseQuery("3f2c1").digest).toBeNull();
  expect(parseQuery("3F2C1A")).toMatchObject({
    words: ["3f2c1a"],
    digest: { algorithm: null, hex: "3f2c1a" },
  });
  expect(parseQuery(`sha256:${hex}`)).toMatchObject({ words: [], inTag: [], digest: { algorithm: "sha256", hex } });
  expect(parseQuery("sha256-3f2c1a").digest).toMatchObject({ algorithm: "sha256", sure: true });
  expect(parseQuery(`team/app@sha256:${hex}`)).toMatchObject({
    words: ["team/app"],
    digest: { algorithm: "sha256", hex },
  });
});

test("what is neither stays a word", () => {
  for (const query of ["a:b:c", "https://git.example.com/x", "@", "%", "_", "\\", '"', "(", "*", "sha256:zz"])
    expect(parseQuery(query).words.length + parseQuery(query).inTag.length, query).toBeLessThanOrEqual(1);
});
