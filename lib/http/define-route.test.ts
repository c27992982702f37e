import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Problem } from "@/lib/contract/problem";
import { AppError } from "@/lib/errors/app-error";
import { addPerson, openTestPeople, sessionCookie, type TestPeople } from "@/lib/testing/test-people";
import { defineRoute, type Route } from "./define-route";
import { tagParam } from "./params";
import { maxBodyBytes } from "./read-body";

let people: TestPeople;
let cookie: string;
const calls: unknown[] = [];

beforeEach(async () => {
  calls.length = 0;
  people = await openTestPeople();
  cookie = await sessionCookie(await addPerson("ann", "admin"));
});
afterEach(() => people.close());

const echo = defineRoute({
  describe: null,
  params: { tag: tagParam },
  query: z.object({ limit: z.coerce.number().int().default(50) }),
  body: z.strictObject({ name: z.string(), size: z.number() }),
  handle: ({ actor, params, query, body }) => {
    calls.push(body);
    return { by: actor.username, params, query, body };
  },
});
const valid = { name: "a", size: 1 };

type Call = { method?: string; query?: string; headers?: Record<string, string>; body?: unknown; params?: object };

async function call(route: Route, { method = "POST", query = "", headers = {}, body = valid, params }: Call = {}) {
  const sent = typeof body === "string" ? body : JSON.stringify(body);
  const request = new Request(`http://localhost:3000/api/any${query}`, {
    method,
    headers: { cookie, "content-type": "application/json", "sec-fetch-site": "same-origin", ...headers },
    ...(method === "GET" ? {} : { body: sent }),
  });
  const response = await route(request, { params: Promise.resolve({ tag: "v1", ...params }) as never });
  const text = await response.text();
  return { response, json: (text ? JSON.parse(text) : null) as Problem & Record<string, unknown> };
}

async function answerTo(route: Route, init: RequestInit) {
  const response = await route(new Request("http://localhost:3000/api/any", init), {
    params: Promise.resolve({ tag: "v1" }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

describe("an answer", () => {
  it("is made of checked input, and no cache keeps it", async () => {
    const { response, json } = await call(echo, { query: "?limit=5" });
    expect(response.status).toBe(200);
    expect(json).toEqual({ by: "ann", params: { tag: "v1" }, query: { limit: 5 }, body: valid });
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("is 204 for nothing, and any Response as it is", async () => {
    expect((await call(defineRoute({ describe: null, handle: () => undefined }))).response.status).toBe(204);
    const created = defineRoute({ describe: null, handle: () => Response.json({ id: "1" }, { status: 201 }) });
    expect((await call(created)).response.status).toBe(201);
  });
});

describe("a request without a body", () => {
  const optional = defineRoute({
    describe: null,
    body: z.strictObject({ ids: z.array(z.string()).optional() }),
    handle: ({ body }) => body,
  });
  const bare = (route: Route, init: RequestInit) =>
    answerTo(route, { method: "POST", ...init, headers: { cookie, "sec-fetch-site": "same-origin", ...init.headers } });

  it.each<[string, RequestInit]>([
    ["as curl -X POST sends it", {}],
    ["as curl -d '' sends it", { body: "", headers: { "content-type": "application/x-www-form-urlencoded" } }],
    ["with the type of JSON", { body: "", headers: { "content-type": "application/json" } }],
    ["with a stream that has nothing", { body: new Blob([]).stream(), duplex: "half" } as RequestInit],
  ])("asks for what is meant without one, %s", async (_how, init) => {
    expect(await bare(optional, init)).toEqual({ status: 200, json: {} });
  });

  it("is told what is missing where there must be one", async () => {
    const { status, json } = await bare(echo, {});
    expect(status).toBe(400);
    expect(json.detail).toMatch(/body\.name: .*body\.size: /);
  });

  it("is not one with a body of another type, however short", async () => {
    expect((await bare(optional, { body: " ", headers: { "content-type": "text/plain" } })).status).toBe(415);
    expect((await bare(optional, { body: "{}", headers: { "content-type": "text/plain" } })).status).toBe(415);
  });
});

describe("a request is refused", () => {
  it.each([
    ["from another site", { "sec-fetch-site": "cross-site" }],
    ["from a sibling domain", { "sec-fetch-site": "same-site" }],
    ["typed into the address bar", { "sec-fetch-site": "none" }],
    ["from another site that names our origin", { "sec-fetch-site": "cross-site", origin: "http://localhost:3000" }],
  ])("%s", async (_what, headers) => {
    const { response, json } = await call(echo, { headers });
    expect(response.status).toBe(403);
    expect(json.type).toBe("/problems/cross-origin");
    expect(calls).toEqual([]);
  });

  it("without a session, before its body is read or judged", async () => {
    const { response, json } = await call(echo, { headers: { cookie: "" }, body: "not json" });
    expect(response.status).toBe(401);
    expect(json.type).toBe("/problems/unauthenticated");
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])(
    "with the content type %j",
    async (type) => {
      expect((await call(echo, { headers: { "content-type": type } })).response.status).toBe(415);
    },
  );

  it("with a body over the limit, and not with one at it", async () => {
    const sized = (bytes: number) => JSON.stringify({ name: "x".repeat(bytes - 20), size: 1 });
    expect(sized(maxBodyBytes)).toHaveLength(maxBodyBytes);
    expect((await call(echo, { body: sized(maxBodyBytes) })).response.status).toBe(200);
    const { response, json } = await call(echo, { body: sized(maxBodyBytes + 1) });
    expect(response.status).toBe(413);
    expect(json.type).toBe("/problems/payload-too-large");
  });

  it("with every mistake named", async () => {
    const query = "?limit=many&page=2";
    const { response, json } = await call(echo, { query, body: { name: 1, role: "admin" }, params: { tag: "a/b" } });
    expect(response.status).toBe(400);
    expect(json.type).toBe("/problems/invalid-request");
    expect(json.detail).toContain("path.tag: is not a tag");
    const second = await call(echo, { query });
    expect(second.json.detail).toMatch(/query\.limit: .*; query: .*"page"/);
    expect(calls).toEqual([]);
    const third = await call(echo, { body: { name: 1, role: "admin" } });
    expect(third.json.detail).toMatch(/body\.name: .*body\.size: .*"role"/);
  });

  it.each([
    ["name", '{"name":"a","size":1,"__proto__":{"role":"admin"}}'],
    ["size", "[1]"],
    ["JSON", "{"],
  ])("with a body that isn't one (%s)", async (_what, body) =>
    expect((await call(echo, { body })).response.status).toBe(400),
  );

  it("with a query value that is given twice", async () => {
    expect((await call(echo, { query: "?limit=1&limit=2" })).json.detail).toContain("query.limit: is given twice");
  });
});

describe("a failure", () => {
  it("is a problem with its code, its words and how long to wait", async () => {
    const busy = defineRoute({
      describe: null,
      handle: () => {
        throw new AppError("registry-busy", "The registry asks to wait.", { retryAfterSeconds: 6.2 });
      },
    });
    const { response, json } = await call(busy, { method: "GET" });
    expect(response.status).toBe(503);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("retry-after")).toBe("7");
    expect(json).toEqual({
      type: "/problems/registry-busy",
      title: "The registry is busy",
      status: 503,
      detail: "The registry asks to wait.",
      requestId: response.headers.get("x-request-id"),
    });
  });

  it("that nobody foresaw says nothing of itself", async () => {
    const broken = defineRoute({
      describe: null,
      handle: () => {
        throw new Error("connect ECONNREFUSED 10.0.0.7 password=s3cr3t");
      },
    });
    const { response, json } = await call(broken, { method: "GET" });
    expect(response.status).toBe(500);
    expect(json.type).toBe("/problems/internal");
    expect(JSON.stringify(json)).not.toMatch(/s3cr3t|10\.0\.0\.7|ECONNREFUSED|at /);
  });
});

describe("a public route", () => {
  it("answers without a session, and looks for none", async () => {
    const open = defineRoute({ describe: null, public: true, handle: ({ actor }) => ({ actor }) });
    expect((await call(open, { method: "GET", headers: { cookie: "" } })).json).toEqual({ actor: null });
  });
});

describe("a route for programs with a secret", () => {
  const admitted = defineRoute({
    describe: null,
    params: { tag: tagParam },
    public: true,
    admit: ({ headers }, { tag }) => {
      if (headers.get("authorization") !== `Bearer for ${tag}`) throw new AppError("unauthenticated", "No.");
    },
    body: z.strictObject({ name: z.string(), size: z.number() }),
    handle: ({ actor }) => ({ actor }),
  });
  const byProgram = { cookie: "", "sec-fetch-site": "cross-site" };

  it("answers who proves itself, from anywhere, and looks for no session", async () => {
    const { response, json } = await call(admitted, { headers: { ...byProgram, authorization: "Bearer for v1" } });
    expect([response.status, json]).toEqual([200, { actor: null }]);
  });

  it("refuses everybody else first, a session or not", async () => {
    const others: Record<string, string>[] = [byProgram, { cookie }, { cookie, authorization: "Bearer for v2" }];
    for (const headers of others) {
      const { response } = await call(admitted, { headers, body: "not json", params: { tag: "v1" } });
      expect(response.status).toBe(401);
    }
    const { response } = await call(admitted, { headers: byProgram, params: { tag: "no/tag" } });
    expect(response.status).toBe(401);
  });
});
