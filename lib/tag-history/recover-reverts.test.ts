import { afterEach, expect, test } from "vitest";
import { leaseOwner } from "@/lib/jobs/lease-owner";
import { tagsOf } from "@/lib/testing/deleting-console";
import { closeIndexingConsole } from "@/lib/testing/indexing-console";
import { audited, openMovedTag, outlineOfMoves } from "@/lib/testing/moved-tag";
import { admin } from "@/lib/testing/test-console";
import { recoverReverts } from "./recover-reverts";
import { revertTag } from "./revert-tag";
import { intendRevert, listOpenReverts } from "./tag-revert-store";

afterEach(closeIndexingConsole);

const place = { registry: "local", repository: "app", tag: "latest" };
const cutOff = {
  ...place,
  id: "r-1",
  created_at: Date.now() - 10 * 60_000,
  created_by: "bob",
  created_by_id: "7",
  owner: "elsewhere",
};

test.each([
  ["a crash cut off", {}],
  ["got no answer a moment ago", { owner: leaseOwner(), created_at: Date.now() - 1_000 }],
])("one that %s is settled before the next, so that each is told as whose it was", async (_, changes) => {
  const { first, second } = await openMovedTag();
  await intendRevert({ ...cutOff, ...changes, from_digest: second.digest, to_digest: first.digest });
  await revertTag(admin, { ...place, digest: first.digest, expected: second.digest });
  await recoverReverts();
  expect((await audited()).map(({ actor, outcome }) => [actor, outcome])).toEqual([
    ["bob", "failed"],
    ["ada", "succeeded"],
  ]);
  expect((await outlineOfMoves()).flatMap(([, , , by]) => by ?? [])).toEqual(["ada"]);
});

test.each([true, false])("one that a crash cut off is settled at the next start (carried out: %s)", async (done) => {
  const { registry, first, second } = await openMovedTag();
  if (done) registry.push("app", "latest", first);
  const open = { ...cutOff, from_digest: second.digest, to_digest: first.digest };
  await intendRevert(open);
  await intendRevert({ ...open, id: "r-2", owner: leaseOwner(), created_at: Date.now() });
  await recoverReverts();
  expect((await listOpenReverts()).map(({ id }) => id)).toEqual(["r-2"]);
  expect((await audited()).map(({ actor, outcome }) => [actor, outcome])).toEqual([
    ["bob", done ? "succeeded" : "failed"],
  ]);
  expect((await outlineOfMoves()).some(([, , , by]) => by === "bob")).toBe(done);
  expect(tagsOf(registry)).toEqual(["latest"]);
});
