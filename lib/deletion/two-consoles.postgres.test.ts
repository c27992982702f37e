import { afterEach, expect, test } from "vitest";
import { database } from "@/lib/db/database";
import { findFreeLease, type Lease, releaseLease } from "@/lib/jobs/lease-store";
import { closeDeletingConsole, openDeletingConsole, tagsOf } from "@/lib/testing/deleting-console";
import { anImage } from "@/lib/testing/factories";
import { deletePlanned } from "@/lib/testing/planned-deletion";
import { admin } from "@/lib/testing/test-console";
import { getDeletion, listDeletionItems } from "./list-deletions";
import { settleRestored, stopRestoring, wantRestored } from "./undo/restore-store";
import { recoverRestores, takeUpRestore } from "./undo/run-restore";

afterEach(closeDeletingConsole);

/** Deletes a tag that another console is then restoring. */
async function restoreElsewhere() {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  registry.push("app", "latest", anImage());
  const { id } = await deletePlanned({ tags: ["latest"] });
  const { items } = await listDeletionItems(admin, id, { limit: 10 });
  const ats = items.map(({ at }) => at);
  await wantRestored(id, ats, "ada");
  const lease = (await findFreeLease(`restore:${id}`, "elsewhere/1/1", 60_000)) as Lease;
  return { registry, id, ats, lease };
}

test("what another console is putting back is left to it, however long that takes", async () => {
  const { registry, id, ats } = await restoreElsewhere();
  await database()
    .updateTable("deletion")
    .set({ touched_at: Date.now() - 600_000 })
    .execute();
  await recoverRestores();
  expect((await getDeletion(admin, id)).counts.restoring).toBe(ats.length);
  expect(tagsOf(registry)).toEqual([]);
});

test("what it leaves is put back as soon as it has let go", async () => {
  const { registry, id, lease } = await restoreElsewhere();
  const work = takeUpRestore(id);
  await releaseLease(lease);
  await work;
  expect(tagsOf(registry)).toEqual(["latest"]);
  expect((await getDeletion(admin, id)).counts).toMatchObject({ restoring: 0, restored: 2 });
});

test("an ending is not believed that comes after another console has ended it", async () => {
  const { id, ats } = await restoreElsewhere();
  await stopRestoring(id, { type: "/problems/plan-expired", detail: "Ended elsewhere." });
  await settleRestored(
    id,
    ats.map((at) => ({ at, problem: null })),
  );
  expect((await getDeletion(admin, id)).counts.restored).toBe(0);
});
