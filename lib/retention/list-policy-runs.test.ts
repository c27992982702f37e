import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestConsole, viewer } from "@/lib/testing/test-console";
import { listPolicyRuns } from "./policies";
import { insertPolicyRun } from "./policy-run-store";

let close: () => Promise<void>;

beforeEach(async () => {
  close = await openTestConsole([]);
});
afterEach(() => close());

test("the runs come page by page, each once", async () => {
  const policy = { policy_id: "p", policy_name: "p", registry: "local", started_by: "system" };
  const made = [];
  for (let run = 0; run < 3; run++) made.push((await insertPolicyRun(policy)).id);
  const first = await listPolicyRuns(viewer, { limit: 2 });
  const second = await listPolicyRuns(viewer, { limit: 2, cursor: first.nextCursor ?? "" });
  expect([first.total, first.items.length, second.nextCursor]).toEqual([3, 2, null]);
  expect([...first.items, ...second.items].map(({ id }) => id).sort()).toEqual(made.sort());
});
