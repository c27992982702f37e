import { describe, expect, test } from "vitest";
import { makeTestAuthority } from "@/lib/testing/certificates";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import type { FakeAnswer } from "@/lib/testing/fake-registry/exchange";
import { htmlPage } from "@/lib/testing/fake-registry/faults";
import { checkHealth } from "./check-health";

test("a registry that answers is well, as of now", async () => {
  const { connection } = await connectToFake();
  const { state, detail, checkedAt } = await checkHealth(connection);
  expect({ state, detail }).toEqual({ state: "ok", detail: null });
  expect(Math.abs(Date.now() - Date.parse(checkedAt))).toBeLessThan(5_000);
});

describe("says how bad it is, and never throws", () => {
  test.each<[string, FakeAnswer, string]>([
    ["no connection", { fault: "reset" }, "down"],
    ["no answer", { fault: "hang" }, "down"],
    ["an error", { status: 500 }, "degraded"],
    ["a request to wait", { status: 429, headers: { "retry-after": "3600" } }, "degraded"],
    ["a refused password", { status: 401 }, "degraded"],
    ["a page", htmlPage, "degraded"],
    ["nothing of the kind", { status: 404 }, "degraded"],
  ])("%s", async (_, answer, state) => {
    const { connection } = await connectToFake(
      { intercept: () => answer },
      { limits: { headersMs: 200, totalMs: 1_000 } },
    );
    expect(await checkHealth(connection)).toMatchObject({ state, detail: expect.stringContaining("Test") });
  });

  test("a certificate that isn't trusted", async () => {
    const { connection } = await connectToFake({ tls: makeTestAuthority().issue() });
    expect(await checkHealth(connection)).toMatchObject({ state: "down" });
  });
});

test("many who ask cost one request, until a refresh", async () => {
  const { registry, connection } = await connectToFake();
  await Promise.all(Array.from({ length: 5 }, () => checkHealth(connection)));
  await checkHealth(connection);
  expect(registry.requests).toHaveLength(1);
  await checkHealth(connection, { refresh: true });
  expect(registry.requests).toHaveLength(2);
});
