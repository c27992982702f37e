import fc from "fast-check";
import { expect, test } from "vitest";
import { parseChallenge } from "./challenge";

test.each([
  ['Basic realm="My Realm"', "basic", "My Realm", ""],
  ["basic realm=zot", "basic", "zot", ""],
  ["BASIC", "basic", "", ""],
  ['Bearer realm="https://a/token",service="s",scope="repository:a/b:pull,push"', "bearer", "https://a/token", "s"],
  ["bearer realm=https://a/token,service=s", "bearer", "https://a/token", "s"],
  ['Bearer realm = "https://a/token" , service="say \\"s\\""', "bearer", "https://a/token", 'say "s"'],
  ['Basic realm="x", Bearer realm="https://a/token",service="s"', "bearer", "https://a/token", "s"],
  ['Negotiate, Bearer realm="https://a/token"', "bearer", "https://a/token", ""],
  ['Bearer service="s", Basic realm="x"', "basic", "x", ""],
])("%s", (header, scheme, realm, service) => {
  expect(parseChallenge(header)).toMatchObject({ scheme, realm, service });
});

test.each([undefined, "", "Negotiate", "Digest realm=x", ",,,", '"', "Bearer"])(
  "%s is no challenge to answer",
  (header) => {
    expect(parseChallenge(header)).toBeNull();
  },
);

test("tells a token of too little rights apart", () => {
  const header = 'Bearer realm="https://a/token",service="s",error="insufficient_scope"';
  expect(parseChallenge(header)?.insufficientScope).toBe(true);
});

test("never throws, and takes no time, whatever the text", () => {
  fc.assert(fc.property(fc.string({ maxLength: 2000, unit: "binary-ascii" }), (text) => void parseChallenge(text)));
  const started = performance.now();
  parseChallenge(`Bearer realm="${"\\".repeat(60_000)}`);
  parseChallenge("a ".repeat(60_000));
  expect(performance.now() - started).toBeLessThan(50);
});
