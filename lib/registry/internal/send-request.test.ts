import { describe, expect, test } from "vitest";
import { connectTo } from "@/lib/registry/connection";
import { findManifest } from "@/lib/registry/find-manifest";
import { listTags } from "@/lib/registry/list-tags";
import { anImage } from "@/lib/testing/factories";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import type { FakeAnswer } from "@/lib/testing/fake-registry/exchange";
import { faultAt, tooManyRequests } from "@/lib/testing/fake-registry/faults";
import { aRegistryConfig } from "@/lib/testing/fake-registry/registry-config";
import { until } from "@/lib/testing/until";

const at = "GET /v2/app/manifests/";

async function withFault(answer: FakeAnswer, times?: number, limits = {}) {
  const both = await connectToFake({ intercept: faultAt(at, answer, times) }, { limits });
  both.registry.push("app", "v1", anImage());
  return both;
}

describe("a read that fails is tried again", () => {
  test.each<[string, FakeAnswer]>([
    ["500", { status: 500 }],
    ["502", { status: 502 }],
    ["503", { status: 503 }],
    ["504", { status: 504 }],
    ["429 with a time", tooManyRequests("0")],
    ["429 with a date in the past", tooManyRequests("Wed, 21 Oct 2015 07:28:00 GMT")],
    ["429 with nonsense", tooManyRequests("soon")],
    ["a reset connection", { fault: "reset" }],
    ["a body that breaks off", { fault: "cut", body: "x".repeat(1000) }],
  ])("%s", async (_, answer) => {
    const { registry, connection } = await withFault(answer, 2);
    expect(await findManifest(connection, "app", "v1")).not.toBeNull();
    expect(registry.requests).toHaveLength(3);
  });

  test.each<[string, FakeAnswer, string]>([
    ["500", { status: 500 }, "registry-failed"],
    ["502 with a page of the gateway", { status: 502, body: "<h1>Bad gateway</h1>" }, "registry-unreachable"],
    ["503", { status: 503 }, "registry-failed"],
    ["504", { status: 504 }, "registry-timeout"],
    ["429", tooManyRequests(), "registry-busy"],
    ["a reset connection", { fault: "reset" }, "registry-unreachable"],
    ["a body that breaks off", { fault: "cut", body: "x".repeat(1000) }, "registry-unreachable"],
  ])("at most twice: %s", async (_, answer, code) => {
    const { registry, connection } = await withFault(answer);
    await expect(findManifest(connection, "app", "v1")).rejects.toMatchObject({ code });
    expect(registry.requests).toHaveLength(3);
  });

  test.each<[number, string]>([
    [400, "registry-failed"],
    [401, "registry-unauthorized"],
    [403, "registry-denied"],
    [405, "registry-failed"],
    [409, "registry-failed"],
    [413, "registry-failed"],
    [416, "registry-failed"],
    [418, "registry-failed"],
    [304, "registry-bad-response"],
    [206, "registry-bad-response"],
  ])("but not after a %i", async (status, code) => {
    const { registry, connection } = await withFault({ status });
    await expect(findManifest(connection, "app", "v1")).rejects.toMatchObject({ code });
    expect(registry.requests).toHaveLength(1);
  });
});

describe("a registry that asks to wait for long", () => {
  test.each(["61", "3600", "9999999999", new Date(Date.now() + 3_600_000).toUTCString()])("%s", async (retryAfter) => {
    const { registry, connection } = await withFault(tooManyRequests(retryAfter));
    await expect(findManifest(connection, "app", "v1")).rejects.toMatchObject({
      code: "registry-busy",
      retryAfterSeconds: expect.any(Number),
    });
    expect(registry.requests).toHaveLength(1);
  });

  test("longer than the request has left is an error at once", async () => {
    const { connection } = await withFault(tooManyRequests("30"), undefined, { totalMs: 5_000 });
    const error = { code: "registry-busy", retryAfterSeconds: 30 };
    await expect(findManifest(connection, "app", "v1")).rejects.toMatchObject(error);
  });
});

describe("nothing waits for ever", () => {
  const limits = { headersMs: 300, bodyIdleMs: 300, totalMs: 1_500 };
  test.each<[string, FakeAnswer]>([
    ["no answer", { fault: "hang" }],
    ["headers and then nothing", { fault: "stall", body: "x" }],
    ["a byte now and then", { fault: "drip", dripMs: 20, body: "x".repeat(10_000) }],
  ])("%s", async (_, answer) => {
    const { connection } = await withFault(answer, undefined, limits);
    await expect(findManifest(connection, "app", "v1")).rejects.toMatchObject({ code: "registry-timeout" });
  });

  test("a caller who goes away ends the request", async () => {
    const { registry, connection } = await withFault({ fault: "hang" });
    const controller = new AbortController();
    const answer = findManifest(connection, "app", "v1", { signal: controller.signal });
    await until(() => expect(registry.requests).toHaveLength(1));
    controller.abort(new Error("gone"));
    await expect(answer).rejects.toThrow("gone");
  });

  test("a caller who goes away takes nobody else's answer along", async () => {
    const { registry, connection } = await connectToFake({ latencyMs: 30 });
    const { digest } = anImage();
    registry.store.repository("app").tags.set("v1", digest);
    const controller = new AbortController();
    const first = listTags(connection, "app", { signal: controller.signal });
    const second = listTags(connection, "app");
    controller.abort(new Error("gone"));
    await expect(first).rejects.toThrow("gone");
    expect((await second).tags).toEqual(["v1"]);
    expect(registry.requests).toHaveLength(1);
  });
});

test("never more requests at once than the connection allows", async () => {
  let now = 0;
  let most = 0;
  const { registry, connection } = await connectToFake(
    {
      intercept: async () => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 5));
        now--;
        return undefined;
      },
    },
    { limits: { concurrency: 4 } },
  );
  for (let tag = 0; tag < 40; tag++) registry.push("app", `v${tag}`, anImage());
  await Promise.all(Array.from({ length: 40 }, (_, tag) => findManifest(connection, "app", `v${tag}`)));
  expect(most).toBe(4);
});

test("a queue longer than the time limit is no timeout: the clock starts with the turn", async () => {
  const limits = { concurrency: 1, totalMs: 400 };
  const { registry, connection } = await connectToFake({ latencyMs: 60 }, { limits });
  for (let tag = 0; tag < 12; tag++) registry.push("app", `v${tag}`, anImage());
  const all = Array.from({ length: 12 }, (_, tag) => findManifest(connection, "app", `v${tag}`));
  expect((await Promise.all(all)).every((manifest) => manifest !== null)).toBe(true);
});

test("names itself, and sends no more than it must", async () => {
  const { registry, connection } = await connectToFake();
  registry.push("app", "v1", anImage());
  await findManifest(connection, "app", "v1");
  const headers = registry.requests[0]?.headers ?? {};
  expect(headers["user-agent"]).toMatch(/^shipshape\/\d/);
  expect(Object.keys(headers).toSorted()).toEqual(["accept", "connection", "host", "user-agent"]);
});

test("a registry under a path prefix is asked there", async () => {
  const { registry, connection } = await connectToFake({ prefix: "/tools/registry" });
  registry.push("app", "v1", anImage());
  expect(await findManifest(connection, "app", "v1")).not.toBeNull();
  expect(registry.requests[0]?.url).toBe("/tools/registry/v2/app/manifests/v1");
});

test.each([
  ["http://127.0.0.1:1", "registry-unreachable"],
  ["http://169.254.169.254", "registry-unreachable"],
  ["http://[fe80::1]", "registry-unreachable"],
  ["http://0.0.0.0:1", "registry-unreachable"],
])("nothing to be had at %s is said so", async (url, code) => {
  const connection = connectTo(aRegistryConfig(url), { retryBaseMs: 1 });
  await expect(listTags(connection, "app")).rejects.toMatchObject({ code });
  await connection.close();
});

test("what is not HTTP is no registry", async () => {
  const { createServer } = await import("node:net");
  const server = createServer((socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n")).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  const connection = connectTo(aRegistryConfig(`http://127.0.0.1:${port}`), { retryBaseMs: 1 });
  await expect(listTags(connection, "app")).rejects.toMatchObject({ code: "registry-bad-response" });
  await connection.close();
  server.close();
});
