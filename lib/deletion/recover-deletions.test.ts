import { afterEach, expect, test } from "vitest";
import { listOpenItems, writeCutOffDeletion } from "@/lib/testing/cut-off-deletion";
import { anImage } from "@/lib/testing/factories";
import { type FakeRegistry, startFakeRegistry } from "@/lib/testing/fake-registry";
import { aRegistryConfig, openTestConsole } from "@/lib/testing/test-console";
import { placeholderFor } from "./placeholder";
import { recoverDeletions } from "./recover-deletions";

const closers: (() => Promise<void>)[] = [];

async function open(): Promise<FakeRegistry> {
  const registry = await startFakeRegistry({ family: "distribution-2.8" });
  closers.push(registry.close, await openTestConsole([aRegistryConfig(registry.url)]));
  return registry;
}

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const placeholder = placeholderFor("cut-off");

const cutOff = (digest: string) => writeCutOffDeletion([{ digest, placeholder: placeholder.digest }]);

function placeOn(registry: FakeRegistry, tag: string): void {
  registry.push("app", tag, { ...placeholder, blobs: [], children: [], json: {} });
}

test("removes a placeholder that a crash left on the tag, and touches no other tag", async () => {
  const registry = await open();
  const image = anImage();
  for (const tag of ["1.0", "latest"]) registry.push("app", tag, image);
  await cutOff(image.digest);
  placeOn(registry, "latest");
  expect(await recoverDeletions()).toBe(0);
  expect([...(registry.store.repositories.get("app")?.tags ?? [])]).toEqual([["1.0", image.digest]]);
  expect(await listOpenItems()).toEqual([]);
});

test("leaves the tag where the crash came before the first step", async () => {
  const registry = await open();
  const image = anImage();
  registry.push("app", "latest", image);
  await cutOff(image.digest);
  await recoverDeletions();
  expect(registry.store.find("app", "latest")?.digest).toBe(image.digest);
  expect(await listOpenItems()).toEqual([]);
});

test("leaves a tag that was pushed again meanwhile, and removes the placeholder behind it", async () => {
  const registry = await open();
  const [image, fresh] = [anImage(), anImage()];
  await cutOff(image.digest);
  placeOn(registry, "latest");
  registry.push("app", "latest", fresh);
  await recoverDeletions();
  expect(registry.store.find("app", "latest")?.digest).toBe(fresh.digest);
  expect(registry.store.find("app", placeholder.digest)).toBeNull();
});

test("keeps the intent while the registry is out of reach", async () => {
  const registry = await open();
  await cutOff(anImage().digest);
  registry.options.intercept = () => ({ status: 503, body: "" });
  expect(await recoverDeletions()).toBe(1);
  expect(await listOpenItems()).toHaveLength(1);
});
