import { describe, expect, test } from "vitest";
import { aRegistryConfig } from "@/lib/testing/fake-registry/registry-config";
import { isRegistryNotFound } from "./absence";
import { type Asked, responseError } from "./check-response";

const config = aRegistryConfig("https://registry.example/prefix", { title: "Local" });
const read: Asked = { action: "read", kind: "manifest", repository: "app", reference: "v1" };
const write: Asked = { action: "push", kind: "manifest", repository: "app", reference: "v1" };
const remove: Asked = { action: "delete", kind: "manifest", repository: "app", reference: `sha256:${"0".repeat(64)}` };
const secret = "/srv/registry/docker with password hunter2";

function answer(status: number, body = "", headers: Record<string, string> = {}) {
  return { status, body: Buffer.from(body), headers: new Map(Object.entries(headers)), url: new URL(config.url) };
}

const errors = (code: string, detail?: unknown) => JSON.stringify({ errors: [{ code, message: secret, detail }] });

test.each([200, 302, 403, 405, 406, 451])(
  "a page with status %d names what is in between, and what to do",
  (status) => {
    const page = answer(status, "<!doctype html><h1>Request blocked", { "content-type": "text/html; charset=utf-8" });
    expect(responseError(config, remove, page).detail).toMatch(
      /proxy or firewall in front of Local blocked the delete.*DELETE/,
    );
    expect(responseError(config, write, page).detail).toMatch(/blocked the push.*PUT/);
  },
);

describe("each status has its meaning", () => {
  test.each<[string, Asked, ReturnType<typeof answer>, string]>([
    ["400 with a reason", read, answer(400, errors("NAME_INVALID")), "registry-failed"],
    ["400 for an unknown repository (zot)", remove, answer(400, errors("NAME_UNKNOWN")), "repository-not-found"],
    ["401", read, answer(401, errors("UNAUTHORIZED")), "registry-unauthorized"],
    [
      "401 for want of rights",
      read,
      answer(401, "", { "www-authenticate": 'Bearer realm="x",error="insufficient_scope"' }),
      "registry-denied",
    ],
    ["403", read, answer(403, "Forbidden"), "registry-denied"],
    ["404 of a tag", read, answer(404, errors("MANIFEST_UNKNOWN")), "tag-not-found"],
    [
      "404 of a digest",
      { ...read, reference: remove.reference ?? "" },
      answer(404, errors("MANIFEST_UNKNOWN")),
      "manifest-not-found",
    ],
    [
      "404 of a repository",
      { action: "read", kind: "tags" },
      answer(404, errors("NAME_UNKNOWN")),
      "repository-not-found",
    ],
    ["404 of a blob", { action: "read", kind: "blob" }, answer(404, errors("BLOB_UNKNOWN")), "blob-not-found"],
    [
      "404 of a proxy",
      read,
      answer(404, "404 page not found", { "content-type": "text/plain" }),
      "registry-bad-response",
    ],
    ["405 UNSUPPORTED of a delete", remove, answer(405, errors("UNSUPPORTED")), "deletion-disabled"],
    ["405 UNSUPPORTED of a push", write, answer(405, errors("UNSUPPORTED")), "pull-through-cache"],
    ["405 text", remove, answer(405, "Method not allowed", { allow: "GET, HEAD" }), "registry-read-only"],
    ["405 DENIED (zot)", remove, answer(405, errors("DENIED")), "registry-denied"],
    ["409", remove, answer(409, errors("MANIFEST_INVALID")), "registry-failed"],
    ["429", read, answer(429, errors("TOOMANYREQUESTS"), { "retry-after": "7" }), "registry-busy"],
    ["500", read, answer(500, errors("UNKNOWN", secret)), "registry-failed"],
    ["502", read, answer(502, "<html>"), "registry-unreachable"],
    ["503", read, answer(503, errors("UNAVAILABLE")), "registry-failed"],
    ["503 with a time", read, answer(503, "", { "retry-after": "7" }), "registry-busy"],
    ["504", read, answer(504), "registry-timeout"],
    ["501 of a delete", remove, answer(501, "Not Implemented"), "deletion-disabled"],
    ["503 of a maintenance mode", remove, answer(503, errors("UNAVAILABLE")), "registry-read-only"],
    ["403 of a firewall", remove, answer(403, "<h1>Blocked", { "content-type": "text/html" }), "registry-denied"],
    ["599", read, answer(599), "registry-failed"],
    ["200 where another was wanted", read, answer(200), "registry-bad-response"],
  ])("%s", (_, asked, response, code) => {
    const error = responseError(config, asked, response);
    expect(error.code).toBe(code);
    expect(error.detail).toContain("Local");
  });
});

test("the registry's own words are passed on nowhere", () => {
  for (const status of [400, 401, 403, 404, 405, 409, 418, 429, 500, 502, 503, 504]) {
    const error = responseError(config, read, answer(status, errors("UNKNOWN", secret)));
    expect(JSON.stringify([error.detail, error.context, error.message])).not.toContain("hunter2");
  }
});

test("says for how long to wait", () => {
  expect(responseError(config, read, answer(429, "", { "retry-after": "7" })).retryAfterSeconds).toBe(7);
});

test("names what a refused manifest lacks, in both spellings of distribution", () => {
  const digest = `sha256:${"a".repeat(64)}`;
  for (const detail of [digest, { digest }]) {
    const error = responseError(config, write, answer(400, errors("MANIFEST_BLOB_UNKNOWN", detail)));
    expect(error.context.missing).toEqual([digest]);
  }
});

test("only a failed write leaves the state unknown", () => {
  expect(responseError(config, remove, answer(500)).context.stateUnknown).toBe(true);
  expect(responseError(config, remove, answer(405)).context.stateUnknown).toBeUndefined();
  expect(responseError(config, read, answer(500)).context.stateUnknown).toBeUndefined();
});

test.each([
  ["an error of the specification", answer(404, errors("MANIFEST_UNKNOWN")), true],
  [
    "the header of distribution, with its text",
    answer(404, "404 page not found", { "docker-distribution-api-version": "registry/2.0" }),
    true,
  ],
  ["a HEAD without a type", answer(404), true],
  ["a HEAD with JSON's type", answer(404, "", { "content-type": "application/json; charset=utf-8" }), true],
  ["a HEAD with a page's type", answer(404, "", { "content-type": "text/html" }), false],
  ["Go's router", answer(404, "404 page not found\n", { "content-type": "text/plain" }), false],
  [
    "JSON of somebody else",
    answer(404, '{"message":"no Route matched"}', { "content-type": "application/json" }),
    false,
  ],
])("a 404 with %s is the registry's: %s", (_, response, expected) => {
  expect(isRegistryNotFound(response)).toBe(expected);
});
