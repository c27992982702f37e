import { afterEach, expect, test } from "vitest";
import { listOpenItems, writeCutOffDeletion } from "@/lib/testing/cut-off-deletion";
import { closeDeletingConsole, openDeletingConsole } from "@/lib/testing/deleting-console";
import { anImage } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { registryError } from "@/lib/testing/fake-registry/exchange";
import { admin } from "@/lib/testing/test-console";
import { placeholderFor } from "./carrying-out/placeholder";
import { getDeletion, listDeletionItems } from "./list-deletions";
import { recoverDeletions, restOlderCopy } from "./recover-deletions";
import { recoverRestores } from "./undo/run-restore";

const open = () => openDeletingConsole({ family: "distribution-2.8" });

afterEach(closeDeletingConsole);

const placeholder = placeholderFor("cut-off");
const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000;

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

test("what was cut off some minutes ago rests, and says that it is to be looked at", async () => {
  const registry = await open();
  const image = anImage();
  registry.push("app", "latest", image);
  await writeCutOffDeletion([{ digest: image.digest, state: "planned" }], { resumes: 1, touchedAt: minutesAgo(6) });
  await recoverDeletions();
  expect(registry.store.find("app", "latest")?.digest).toBe(image.digest);
  expect(await getDeletion(admin, "cut-off")).toMatchObject({
    state: "paused",
    problem: { type: "/problems/plan-expired", detail: expect.stringContaining("Check what is left") },
  });
});

test("what an older copy of the database says is under way rests, however lately that was", async () => {
  const registry = await open();
  const image = anImage();
  registry.push("app", "latest", image);
  await writeCutOffDeletion([{ digest: image.digest, state: "planned" }], { resumes: 1 });
  await writeCutOffDeletion([{ digest: image.digest, state: "done", restoring: 1 }], { id: "restoring" });
  await restOlderCopy();
  await recoverDeletions();
  await recoverRestores();
  expect((await getDeletion(admin, "cut-off")).state).toBe("paused");
  expect((await getDeletion(admin, "restoring")).counts).toMatchObject({ restoring: 0, restored: 0 });
  expect(registry.requests.filter(({ method }) => method === "DELETE" || method === "PUT")).toEqual([]);
});

test("what can't be found out ends after ten looks, as failed, with what to do", async () => {
  const registry = await open();
  const image = anImage();
  registry.push("app", "latest", image);
  await cutOff(image.digest);
  registry.options.intercept = ({ path }) => (path.endsWith("/latest") ? registryError(403, "DENIED") : undefined);
  for (let looks = 0; looks < 10 && (await listOpenItems()).length > 0; looks++) await recoverDeletions();
  const { items } = await listDeletionItems(admin, "cut-off", { limit: 10 });
  expect(items).toMatchObject([{ state: "failed", detail: expect.stringContaining("could not be determined") }]);
});
