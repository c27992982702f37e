import { afterEach, beforeEach, expect, test } from "vitest";
import { getConfig } from "@/lib/config/config";
import { type FakeRegistry, startFakeRegistry } from "@/lib/testing/fake-registry";
import { anEvent, notify } from "@/lib/testing/notifications";
import { aRegistryConfig, openTestConsole } from "@/lib/testing/test-console";
import { readMetrics } from "./read-metrics";

let registry: FakeRegistry;
let close: () => Promise<void>;
beforeEach(async () => {
  registry = await startFakeRegistry();
  close = await openTestConsole([
    aRegistryConfig(registry.url),
    aRegistryConfig("http://127.0.0.1:9", { name: "gone" }),
  ]);
  Object.assign(getConfig(), { version: "1.2.3", dataDir: "/" });
});
afterEach(async () => {
  await close();
  await registry.close();
});

const lineOf = async (start: string) =>
  (await readMetrics()).text.split("\n").find((line) => line.startsWith(`shipshape_${start}`)) ?? null;

test("say which registries answer, and how often each was asked for what", async () => {
  expect(await lineOf('registry_up{registry="local"}')).toMatch(/ 1$/);
  expect(await lineOf('registry_up{registry="gone"}')).toMatch(/ 0$/);
  expect(await lineOf('registry_requests_total{registry="gone",operation="read registry",outcome="')).toContain(
    "registry-unreachable",
  );
});

test("count events by registry and action, and bound what an event may call itself", async () => {
  await notify({ events: [anEvent(), anEvent({ action: "pull", request: { method: "GET" } })] });
  expect(await lineOf('events_received_total{registry="local",action="push"}')).toMatch(/ 1$/);
  expect(await lineOf('events_received_total{registry="local",action="pull"}')).toMatch(/ 1$/);
  await notify({ events: [anEvent({ action: "anything" })] });
  expect(await lineOf('events_received_total{registry="local",action="other"}')).toMatch(/ 1$/);
});

test("count sessions, and say the version and the room that is left", async () => {
  expect(await lineOf("sessions")).toBe('shipshape_sessions{state="open"} 0');
  expect(await lineOf("info")).toBe('shipshape_info{version="1.2.3"} 1');
  expect(Number((await lineOf("disk_free_bytes"))?.split(" ")[1])).toBeGreaterThan(0);
});

test("leave out what can't be measured, and say the rest", async () => {
  expect(await lineOf("disk_free_bytes")).not.toBeNull();
  Object.assign(getConfig(), { dataDir: "/nowhere" });
  expect(await lineOf("disk_free_bytes")).toBeNull();
  expect(await lineOf('registry_up{registry="local"}')).toMatch(/ 1$/);
});
