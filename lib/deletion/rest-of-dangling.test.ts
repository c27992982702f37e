import { afterEach, expect, test } from "vitest";
import { closeDeletingConsole, openDeletingConsole, tagsOf } from "@/lib/testing/deleting-console";
import { anImage, anIndex, sha256 } from "@/lib/testing/factories";
import { asPlanned, planToDelete } from "@/lib/testing/planned-deletion";
import { admin } from "@/lib/testing/test-console";
import { takeUp } from "./carrying-out/deletion-runner";
import { getDeletion, listDeletionItems } from "./list-deletions";
import { startDeletion } from "./start-deletion";
import { steerDeletion } from "./steer-deletion";

afterEach(closeDeletingConsole);

test("a tag that named nothing is not called done while the list can't be read, and is when it can", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
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
  expect([await stateOf(), tagsOf(registry)]).toEqual([["done", "done"], []]);
});
