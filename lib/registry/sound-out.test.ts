import { expect, test } from "vitest";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import { requireAccess } from "./require-access";
import { soundOut } from "./sound-out";

const limit = { timeoutMs: 2_000 };
const credentials = { kind: "basic" as const, username: "ann", password: "secret" };

test("a registry that lets in whoever comes asks for nothing, and has the time", async () => {
  const { connection } = await connectToFake({}, { config: { credentials } });
  expect(await soundOut(connection, limit)).toMatchObject({ asksFor: "nothing", clockAheadMs: 0 });
});

test.each([
  ["basic", { kind: "basic" as const, username: "ann", password: "secret" }],
  ["bearer", { kind: "bearer" as const, username: "ann", password: "secret" }],
])("a registry that asks for %s is asked without credentials", async (asksFor, auth) => {
  const { registry, connection } = await connectToFake({ auth }, { config: { credentials } });
  expect(await soundOut(connection, limit)).toMatchObject({ asksFor });
  expect(registry.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
});

test("the clock is read from whatever answer there is", async () => {
  const date = new Date(Date.now() + 600_000).toUTCString();
  const { connection } = await connectToFake({ intercept: () => ({ status: 500, headers: { date } }) });
  const { clockAheadMs, asksFor } = await soundOut(connection, limit);
  expect(clockAheadMs).toBeGreaterThan(590_000);
  expect(asksFor).toBe("something");
});

test("silence is an error in time", async () => {
  const { connection } = await connectToFake({ intercept: () => ({ fault: "hang" }) });
  await expect(soundOut(connection, { timeoutMs: 100 })).rejects.toMatchObject({ code: "registry-timeout" });
});

test("access is refused as the registry refuses it, however often it was asked before", async () => {
  const { registry, connection } = await connectToFake({ auth: { ...credentials } }, { config: { credentials } });
  await expect(requireAccess(connection, limit)).resolves.toBeUndefined();
  registry.options.auth = { ...credentials, password: "another" };
  await expect(requireAccess(connection, limit)).rejects.toMatchObject({ code: "registry-unauthorized" });
});
