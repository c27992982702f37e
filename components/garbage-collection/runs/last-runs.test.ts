import { expect, test } from "vitest";
import type { Run } from "@/lib/contract/garbage-collection";
import { aRun } from "@/lib/testing/a-run";
import { lastOf } from "./last-runs";

const run = (number: number, dryRun: boolean, state: Run["state"] = "succeeded") => aRun({ number, dryRun, state });

test("what a dry run found is not shown after a collection", () => {
  expect(lastOf([run(2, false), run(1, true)])).toMatchObject({ isDryRunCurrent: false });
});

test("a dry run after the last collection counts", () => {
  expect(lastOf([run(3, true), run(2, false)])).toMatchObject({ dryRun: { number: 3 }, isDryRunCurrent: true });
});

test("what a dry run found is not shown after something was deleted", () => {
  const dryRun = { ...run(3, true), startedAt: "2026-11-21T10:00:00.000Z" };
  const [later, earlier] = ["2026-11-21T10:00:01.000Z", "2026-11-21T09:59:59.000Z"];
  const isCurrent = (deleted: string, untagged: string, removeUntagged = false) =>
    lastOf([{ ...dryRun, removeUntagged }], { deleted, untagged }).isDryRunCurrent;
  expect([isCurrent(later, later), isCurrent(earlier, earlier)]).toEqual([false, true]);
  // A plain collection doesn't remove what has only lost its tag.
  expect([isCurrent(earlier, later), isCurrent(earlier, later, true)]).toEqual([true, false]);
});

test("a run that failed tells nothing", () => {
  expect(lastOf([run(4, false, "failed"), run(3, true)])).toMatchObject({
    dryRun: { number: 3 },
    collection: undefined,
    isDryRunCurrent: true,
  });
});
