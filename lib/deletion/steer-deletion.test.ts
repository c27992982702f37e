import { afterEach, beforeEach, expect, test } from "vitest";
import { closeDeletingConsole, manifestsOf, openDeletingConsole, tagsOf } from "@/lib/testing/deleting-console";
import { anImage, anIndex, sha256 } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { asPlanned, planToDelete } from "@/lib/testing/planned-deletion";
import { admin } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import { takeUp } from "./carrying-out/deletion-runner";
import { getDeletion, listDeletionItems } from "./list-deletions";
import { startDeletion } from "./start-deletion";
import { steerDeletion } from "./steer-deletion";

afterEach(closeDeletingConsole);

let registry: FakeRegistry;
const many = Array.from({ length: 100 }, (_, at) => `pr-${at}`);

beforeEach(async () => {
  registry = await openDeletingConsole({ family: "distribution-3.1" });
  for (const tag of many) registry.push("app", tag, anImage());
  registry.push("app", "main", anImage());
});

/** Steers the deletion while its first tag is being deleted. */
async function startAnd(how: "pause" | "cancel"): Promise<string> {
  const plan = await planToDelete({ tags: many });
  const steered = Promise.withResolvers<unknown>();
  registry.options.intercept = async ({ method }) => {
    if (method !== "DELETE") return undefined;
    registry.options.intercept = () => undefined;
    steered.resolve(await steerDeletion(admin, plan.id, how));
    return undefined;
  };
  await startDeletion(admin, plan.id, asPlanned(plan));
  await steered.promise;
  return plan.id;
}

test("it rests when asked to, finishes what it was at, and goes on to the end", async () => {
  const id = await startAnd("pause");
  const paused = await getDeletion(admin, id);
  expect(paused.state).toBe("paused");
  expect(tagsOf(registry)).toHaveLength(101 - paused.counts.done);
  await steerDeletion(admin, id, "resume");
  await until(async () => expect((await getDeletion(admin, id)).state).toBe("done"));
  expect([tagsOf(registry), manifestsOf(registry)]).toEqual([["main"], manifestsOf(registry).slice(0, 1)]);
});

test("it ends where it is cancelled, and can be taken up again", async () => {
  const id = await startAnd("cancel");
  const { state, counts } = await getDeletion(admin, id);
  expect([state, counts.done > 0, counts.done < 200]).toEqual(["cancelled", true, true]);
  await steerDeletion(admin, id, "resume");
  await until(async () => expect((await getDeletion(admin, id)).counts.done).toBe(200));
});

test("it rests with the reason where the registry refuses everything, and nothing counts as failed", async () => {
  const plan = await planToDelete({ tags: many });
  registry.options.readOnly = true;
  const { state, problem, counts } = await startDeletion(admin, plan.id, asPlanned(plan));
  expect([state, problem?.type, counts.failed]).toEqual(["paused", "/problems/registry-read-only", 0]);
  expect(tagsOf(registry)).toHaveLength(101);
});

test("what failed is attempted again on demand, and only that", async () => {
  const plan = await planToDelete({ tags: many, removeManifests: false });
  registry.options.intercept = ({ method, path }) =>
    method === "DELETE" && path.endsWith("/pr-7") ? { status: 500, body: "no" } : undefined;
  expect((await startDeletion(admin, plan.id, asPlanned(plan))).counts).toMatchObject({ done: 99, failed: 1 });
  registry.options.intercept = () => undefined;
  await steerDeletion(admin, plan.id, "retry");
  await until(async () => expect((await getDeletion(admin, plan.id)).counts.done).toBe(100));
  expect(tagsOf(registry)).toEqual(["main"]);
});

test("a second one waits for its turn", async () => {
  const first = await planToDelete({ tags: many.slice(0, 50) });
  const second = await planToDelete({ tags: many.slice(50) });
  const held = Promise.withResolvers<void>();
  registry.options.intercept = async ({ method }) => {
    if (method === "DELETE") await held.promise;
    return undefined;
  };
  const firstDone = startDeletion(admin, first.id, asPlanned(first));
  await until(async () => expect((await getDeletion(admin, first.id)).state).toBe("running"));
  const secondDone = startDeletion(admin, second.id, asPlanned(second));
  await until(async () => expect((await getDeletion(admin, second.id)).state).toBe("queued"));
  held.resolve();
  await Promise.all([firstDone, secondDone]);
  await until(async () => expect((await getDeletion(admin, second.id)).state).toBe("done"));
  expect(tagsOf(registry)).toEqual(["main"]);
});

test("a tag that named nothing is not called done while the list can't be read, and is when it can", async () => {
  registry.push("app", "alone", anIndex([anImage()]));
  registry.store.repository("app").tags.set("dangling", sha256("gone"));
  const plan = await planToDelete({ tags: ["alone", "dangling"] });
  const denied = {
    status: 403,
    headers: { "content-type": "application/json" },
    body: '{"errors":[{"code":"DENIED"}]}',
  };
  registry.options.intercept = ({ path }) => (path === "/v2/app/tags/list" ? denied : undefined);
  await startDeletion(admin, plan.id, asPlanned(plan));
  await takeUp(plan.id);
  const stateOf = async () => {
    const { items } = await listDeletionItems(admin, plan.id, { limit: 10 });
    return [(await getDeletion(admin, plan.id)).state, items.find(({ tag }) => tag === "dangling")?.state];
  };
  expect(await stateOf()).toEqual(["paused", "planned"]);
  delete registry.options.intercept;
  await steerDeletion(admin, plan.id, "resume");
  await takeUp(plan.id);
  expect([await stateOf(), tagsOf(registry)]).toEqual([["done", "done"], [...many, "main"].sort()]);
});
