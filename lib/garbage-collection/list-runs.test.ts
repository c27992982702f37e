import { afterEach, beforeEach, expect, test } from "vitest";
import { migrations } from "@/lib/boot/migrations";
import { admin, viewer } from "@/lib/testing/collected-registry";
import { openTestDatabase } from "@/lib/testing/database/test-database";
import { getRun } from "./get-run";
import { listRuns } from "./list-runs";
import { readRunLog } from "./read-run-log";
import { openRunLog } from "./runs/open-run-log";
import { pruneLogs } from "./runs/run-log-store";
import { finishRun, insertRun, updateRun } from "./runs/runs-store";

let close: () => Promise<void>;

beforeEach(async () => {
  close = await openTestDatabase(migrations);
});

afterEach(async () => {
  await close();
});

async function addRuns(count: number, registry = "local"): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made++) {
    ids.push((await insertRun({ registry, dryRun: true, removeUntagged: false, startedBy: "ann" })).id);
  }
  return ids;
}

test("pages go on exactly where the last one ended, though new runs come in between", async () => {
  await addRuns(5);
  const first = await listRuns(viewer, { limit: 2 });
  expect(first.items.map(({ number }) => number)).toEqual([5, 4]);
  await addRuns(1);
  const second = await listRuns(viewer, { limit: 2, cursor: first.nextCursor ?? "" });
  expect(second.items.map(({ number }) => number)).toEqual([3, 2]);
  const last = await listRuns(viewer, { limit: 2, cursor: second.nextCursor ?? "" });
  expect(last).toMatchObject({ items: [{ number: 1 }], nextCursor: null, total: 6 });
});

test("a registry's runs are told from those of others", async () => {
  await addRuns(2);
  await addRuns(1, "other");
  expect(await listRuns(viewer, { limit: 50, registry: "other" })).toMatchObject({ items: [{ number: 3 }], total: 1 });
});

test("a made-up cursor is refused", async () => {
  await expect(listRuns(viewer, { limit: 2, cursor: "1 or 1=1" })).rejects.toThrow("invalid-request");
});

test("a run that is over stays as it ended, whoever still writes", async () => {
  const [id = ""] = await addRuns(1);
  await finishRun(id, { state: "failed", failure: { code: "run-interrupted", detail: "The console ended." } });
  await finishRun(id, { state: "succeeded", failure: null });
  expect(await updateRun(id, { phase: "collecting" })).toBe(false);
  expect(await getRun(viewer, id)).toMatchObject({
    state: "failed",
    phase: null,
    failure: { type: "/problems/run-interrupted", detail: "The console ended." },
  });
});

test("logs of the newest 50 runs are kept, and every run", async () => {
  const ids = await addRuns(51);
  for (const id of [ids[0], ids[1]]) {
    const log = await openRunLog(id ?? "");
    log.note("a line");
    await log.flush();
  }
  await pruneLogs();
  expect(await readRunLog(admin, ids[0] ?? "")).toBe("");
  expect(await readRunLog(admin, ids[1] ?? "")).toContain("a line");
  expect((await listRuns(admin, { limit: 1 })).total).toBe(51);
});
