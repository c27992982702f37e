import { afterEach, beforeEach, expect, test } from "vitest";
import { anEvent, notify, testSecret } from "@/lib/testing/notifications";
import { admin, aRegistryConfig, openTestConsole, viewer } from "@/lib/testing/test-console";
import { listRegistrySettings } from "./list-registry-settings";

let close: () => Promise<void>;
beforeEach(async () => {
  close = await openTestConsole([
    aRegistryConfig("http://127.0.0.1:9"),
    aRegistryConfig("http://127.0.0.1:9", { name: "other", notificationSecret: "the-secret-of-the-other" }),
  ]);
});
afterEach(() => close());

const settingsOf = async (name: string, actor = admin) =>
  (await listRegistrySettings(actor)).find((registry) => registry.name === name)?.notifications;

test("tell whether events arrive: never, or when, and how many count", async () => {
  expect(await settingsOf("local")).toMatchObject({ setUp: "lines", heardAt: null, eventsLastDay: 0, refusedAt: null });
  const own = anEvent({ request: { useragent: "shipshape/1" } });
  await notify({ events: [own, anEvent(), anEvent(), anEvent()] });
  expect(await settingsOf("local")).toMatchObject({ heardAt: expect.stringMatching(/Z$/), eventsLastDay: 3 });
  expect(await settingsOf("other")).toMatchObject({ heardAt: null, eventsLastDay: 0 });
});

test("of a registry that is only read, say that it is heard", async () => {
  await notify({ events: [anEvent({ action: "pull", request: { method: "HEAD" } })] });
  expect(await settingsOf("local")).toMatchObject({ heardAt: expect.any(String), eventsLastDay: 0 });
});

test("say when a wrong secret was refused", async () => {
  await notify({ events: [anEvent()] }, { secret: "the-secret-of-the-other" });
  expect(await settingsOf("local")).toMatchObject({ heardAt: null, refusedAt: expect.stringMatching(/Z$/) });
  expect(await settingsOf("other")).toMatchObject({ refusedAt: null });
});

test("show each secret to admins, and none to a viewer", async () => {
  expect((await settingsOf("local"))?.secret).toBe(testSecret);
  expect((await settingsOf("other"))?.secret).toBe("the-secret-of-the-other");
  expect(JSON.stringify(await listRegistrySettings(viewer))).not.toContain("secret-of-the-other");
  expect(await settingsOf("local", viewer)).toMatchObject({ secret: null, setUp: "lines" });
  await expect(listRegistrySettings(null)).rejects.toMatchObject({ code: "unauthenticated" });
});
