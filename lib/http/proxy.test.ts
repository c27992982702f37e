import { NextRequest } from "next/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openTestPeople, type TestPeople } from "@/lib/testing/test-people";
import { proxy } from "@/proxy";
import { pagePathHeader } from "./page-path-header";

let people: TestPeople;
beforeEach(async () => {
  // `skipProxyUrlNormalize` of next.config.js compiles to this.
  vi.stubEnv("__NEXT_NO_MIDDLEWARE_URL_NORMALIZE", "1");
  people = await openTestPeople();
});
afterEach(() => people.close());

const ask = (path: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
  proxy(new NextRequest(`http://127.0.0.1:3000${path}`, init));
const passedOn = (response: Response, name: string) => response.headers.get(`x-middleware-request-${name}`);

describe("an address that can't be decoded", () => {
  it.each(["/api/%", "/api/settings/people/%E0%A4", "/api/r/%zz"])("is not found: %s", async (path) => {
    const response = ask(path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ type: "/problems/not-found" });
  });
});

describe("a page", () => {
  it("gets a policy with a nonce of its own, which nobody else had", () => {
    const nonces = Array.from({ length: 500 }, () => {
      const response = ask("/r/local");
      const policy = response.headers.get("content-security-policy");
      expect(passedOn(response, "content-security-policy")).toBe(policy);
      const nonce = passedOn(response, "x-nonce") ?? "";
      expect(policy).toContain(`script-src 'nonce-${nonce}' 'strict-dynamic';`);
      expect(Buffer.from(nonce, "base64")).toHaveLength(16);
      return nonce;
    });
    expect(new Set(nonces).size).toBe(500);
  });

  it.each<Record<string, string>>([{}, { purpose: "prefetch" }, { "next-router-prefetch": "1", rsc: "1" }])(
    "never takes the client's own policy, nonce or address (%j)",
    (kind) => {
      const headers = {
        ...kind,
        "content-security-policy": "script-src 'nonce-AAAA'",
        "content-security-policy-report-only": "script-src 'nonce-AAAA'",
        "x-nonce": "AAAA",
        [pagePathHeader]: "//evil.example",
      };
      const response = ask("/r/local?sort=tags&_rsc=1", { headers });
      expect(JSON.stringify([...response.headers])).not.toContain("AAAA");
      expect(passedOn(response, "content-security-policy-report-only")).toBeNull();
      expect(passedOn(response, pagePathHeader)).toBe("/r/local?sort=tags");
    },
  );

  it("allows no script or frame from elsewhere", () => {
    const policy = ask("/").headers.get("content-security-policy") ?? "";
    for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
      expect(policy.split("; ")).toContain(part);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:/);
  });

  it("asks browsers to stay with https where the console has it, and only there", async () => {
    expect(ask("/").headers.get("strict-transport-security")).toBeNull();
    await people.close();
    people = await openTestPeople({ PUBLIC_URL: "https://console.example.com" });
    expect(ask("/").headers.get("strict-transport-security")).toMatch(/^max-age=31536000/);
  });

  it("is rewritten to one segment per parameter, on the host it was asked at", () => {
    const response = ask("/r/local/team/app/-/tags/v1?platform=linux%2Farm64");
    const target = "http://127.0.0.1:3000/r/local/team%2Fapp/tags/v1?platform=linux%2Farm64";
    expect(response.headers.get("x-middleware-rewrite")).toBe(target);
  });

  it("is the not-found page where a name breaks its grammar, with a policy too", () => {
    const response = ask("/r/local/team%2Fapp");
    expect(response.headers.get("x-middleware-rewrite")).toBe("http://127.0.0.1:3000/-/not-found");
    expect(response.headers.get("content-security-policy")).toContain("nonce-");
  });

  it.each<[string, Record<string, string>]>([
    ["POST", {}],
    ["DELETE", {}],
    ["GET", { "next-action": "7f0a" }],
    ["POST", { "next-action": "7f0a" }],
  ])("refuses %s %j", (method, headers) => {
    expect(ask("/", { method, headers }).status).toBe(405);
  });
});

describe("the API", () => {
  it("is rewritten as the pages are", () => {
    const response = ask("/api/r/local/team/app/-/tags");
    expect(response.headers.get("x-middleware-rewrite")).toBe("http://127.0.0.1:3000/api/r/local/team%2Fapp/tags");
  });

  it("answers an address that can't be with a problem", async () => {
    const response = ask("/api/r/local/team%2Fapp/-/tags/v1");
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ type: "/problems/not-found", status: 404 });
  });

  it("refuses a large body before it is copied", () => {
    const headers = { "content-length": String(256 * 1024 + 1) };
    expect(ask("/api/r/local/app/-/tags/v1", { method: "DELETE", headers }).status).toBe(413);
  });
});
