import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestPeople, type TestPeople } from "@/lib/testing/test-people";
import { describedRoute } from "./define-route";

const methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];
/** next-auth makes its own answers; lib/http/handle-auth.ts applies the same rules to it. */
const exceptions = ["app/api/auth/[...nextauth]/route.ts"];
/** The routes that answer without a session. A commit that adds one must say why it can't be misused. */
const publicRoutes = [
  // With a token of its own.
  "app/metrics/route.ts",
  "app/api/health/live/route.ts",
  "app/api/health/ready/route.ts",
  // The same at every console, but for its base path.
  "app/api/openapi.json/route.ts",
  "app/api/set-up/route.ts",
];

const routes = globSync("app/**/route.{ts,tsx}").sort();

type RouteModule = Record<string, unknown>;
const load = (file: string) => import(/* @vite-ignore */ resolve(file)) as Promise<RouteModule>;

let people: TestPeople;
beforeAll(async () => {
  people = await openTestPeople();
});
afterAll(() => people.close());

describe("every route", () => {
  it("is found", () => {
    expect(routes).toEqual(expect.arrayContaining([...exceptions, ...publicRoutes]));
  });

  it.each(routes.filter((file) => !exceptions.includes(file)))("%s is made by defineRoute", async (file) => {
    const handlers = Object.entries(await load(file)).filter(([name]) => methods.includes(name));
    expect(handlers.length).toBeGreaterThan(0);
    for (const [name, handler] of handlers) expect(describedRoute(handler), `${name} of ${file}`).not.toBeNull();
  });

  it.each(routes.filter((file) => ![...exceptions, ...publicRoutes].includes(file)))(
    "%s answers 401 without a session",
    async (file) => {
      const handlers = Object.entries(await load(file)).filter(([name]) => methods.includes(name));
      for (const [method, handler] of handlers) {
        const request = new Request("http://localhost:3000/api/any", {
          method,
          headers: { "sec-fetch-site": "same-origin" },
        });
        const call = handler as (request: Request, context: unknown) => Promise<Response>;
        const response = await call(request, { params: Promise.resolve({}) });
        expect(response.status, `${method} of ${file}`).toBe(401);
      }
    },
  );

  it.each(routes.filter((file) => !exceptions.includes(file)))("%s answers every method itself", async (file) => {
    const answered = Object.keys(await load(file));
    expect(answered).toEqual(expect.arrayContaining(methods.filter((method) => method !== "HEAD")));
  });

  it.each(routes.filter((file) => !exceptions.includes(file)))("%s is short", (file) => {
    expect(readFileSync(file, "utf8").split("\n").length).toBeLessThanOrEqual(40);
  });
});
