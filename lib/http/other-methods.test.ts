import { afterAll, beforeAll, expect, it } from "vitest";
import { addPerson, openTestPeople, sessionCookie, type TestPeople } from "@/lib/testing/test-people";
import { otherMethods } from "./other-methods";

let people: TestPeople;
let cookie: string;
beforeAll(async () => {
  people = await openTestPeople();
  cookie = await sessionCookie(await addPerson("ann", "member"));
});
afterAll(() => people.close());

function ask(method: "PUT" | "OPTIONS", headers: Record<string, string> = { cookie }) {
  const request = new Request("http://localhost:3000/api/any?a=1", {
    method,
    headers: { "sec-fetch-site": "same-origin", ...headers },
  });
  return otherMethods(["GET", "POST"])[method](request, { params: Promise.resolve({ any: "thing" }) });
}

it("a method that an address doesn't have is a problem that names those it has", async () => {
  const response = await ask("PUT");
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  expect(await response.json()).toMatchObject({ type: "/problems/method-not-allowed", requestId: expect.any(String) });
});

it("OPTIONS tells them without a problem", async () => {
  const response = await ask("OPTIONS");
  expect([response.status, response.headers.get("allow")]).toEqual([204, "GET, POST, HEAD, OPTIONS"]);
});

it("nobody without a session learns them", async () => {
  expect((await ask("PUT", {})).status).toBe(401);
});
