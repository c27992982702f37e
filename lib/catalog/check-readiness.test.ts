import { afterEach, expect, it } from "vitest";
import { closeDatabase } from "@/lib/db/database";
import { type FakeRegistry, startFakeRegistry } from "@/lib/testing/fake-registry";
import { aRegistryConfig, openTestConsole } from "@/lib/testing/test-console";
import { checkReadiness } from "./check-readiness";

let registry: FakeRegistry | undefined;
let close: () => Promise<void>;

afterEach(async () => {
  await close();
  await registry?.close();
});

const unreachable = (name: string) => aRegistryConfig("http://127.0.0.1:9", { name });

it("is ready while one of the registries answers", async () => {
  registry = await startFakeRegistry();
  close = await openTestConsole([aRegistryConfig(registry.url), unreachable("other")]);
  await expect(checkReadiness()).resolves.toBeUndefined();
});

it("is not while none does, and tells a stranger no address", async () => {
  close = await openTestConsole([unreachable("one"), unreachable("two")]);
  await expect(checkReadiness()).rejects.toMatchObject({ code: "unavailable", detail: "No registry can be reached." });
});

it("is not without its database", async () => {
  registry = await startFakeRegistry();
  close = await openTestConsole([aRegistryConfig(registry.url)]);
  await closeDatabase();
  await expect(checkReadiness()).rejects.toMatchObject({ detail: "The database does not answer." });
});
