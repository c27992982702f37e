import { beforeEach, describe, expect, test } from "vitest";
import { admin, type CollectedRegistry, startCollectedRegistry, viewer } from "@/lib/testing/collected-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { until } from "@/lib/testing/until";
import { getCollectionSchedule, setCollectionSchedule } from "./collection-schedule";
import { listRuns } from "./list-runs";
import { runDueCollections } from "./run-due-collections";
import { storeSchedule } from "./runs/schedule-store";

const [found] = findRegistryPrograms();
const nightly = { cron: "0 3 * * *", timeZone: "Europe/Berlin", removeUntagged: false };

describe.runIf(found)("a registry that is collected by a schedule", () => {
  let registry: CollectedRegistry;

  beforeEach(async () => {
    if (!found) throw new Error("no registry program");
    registry = await startCollectedRegistry(found);
    return () => registry.close();
  });

  const ended = (count: number) =>
    until(async () => {
      const { items } = await listRuns(admin, { limit: 50 });
      expect(items.filter(({ finishedAt }) => finishedAt !== null)).toHaveLength(count);
      return items;
    });

  const minuteMs = 60_000;
  const nextTime = async () => Date.parse((await getCollectionSchedule(admin, "local")).nextRuns[0] ?? "");

  test("begins when it is due, at one of several consoles", async () => {
    await setCollectionSchedule(admin, "local", nightly);
    await runDueCollections(Date.now());
    expect((await listRuns(admin, { limit: 1 })).total).toBe(0);
    const due = (await nextTime()) + minuteMs;
    await Promise.all([runDueCollections(due), runDueCollections(due), runDueCollections(due)]);
    const [run] = await ended(1);
    expect(run).toMatchObject({ state: "succeeded", dryRun: false, startedBy: "system" });
    await runDueCollections(due + minuteMs);
    expect((await listRuns(admin, { limit: 50 })).total).toBe(1);
  });

  test("one that was missed by more than an hour is said, not made up for in the middle of the day", async () => {
    await setCollectionSchedule(admin, "local", nightly);
    await runDueCollections((await nextTime()) + 90 * minuteMs);
    expect(await ended(1)).toMatchObject([
      {
        state: "failed",
        failure: { type: "/problems/run-interrupted", detail: expect.stringContaining("no console") },
      },
    ]);
  });

  test("a collection that can't begin stands in the history with its reason", async () => {
    await setCollectionSchedule(admin, "local", nightly);
    for (const config of registry.config.registries) config.readOnly = true;
    await runDueCollections((await nextTime()) + minuteMs);
    expect(await ended(1)).toMatchObject([{ state: "failed", failure: { type: "/problems/console-read-only" } }]);
  });

  test("one that makes no sense any more keeps no other from its time", async () => {
    await setCollectionSchedule(admin, "local", nightly);
    await storeSchedule("another", "ann", { ...nightly, cron: "never" });
    await runDueCollections((await nextTime()) + minuteMs);
    expect(await ended(1)).toMatchObject([{ registry: "local", state: "succeeded" }]);
  });

  test("says when it runs next, by the clock of its place", async () => {
    const { nextRuns, changedBy } = await setCollectionSchedule(admin, "local", { ...nightly, timeZone: "Asia/Tokyo" });
    expect(nextRuns).toHaveLength(3);
    for (const time of nextRuns) expect(time).toMatch(/T18:00:00/);
    expect(changedBy).toBe("ann");
    expect(await getCollectionSchedule(viewer, "local")).toMatchObject({ schedule: { cron: "0 3 * * *" } });
    expect(await setCollectionSchedule(admin, "local", null)).toMatchObject({ schedule: null, nextRuns: [] });
  });

  test.each([
    { ...nightly, cron: "every night" },
    { ...nightly, cron: "* * * * * *" },
    { ...nightly, timeZone: "Mars/Olympus" },
  ])("$cron in $timeZone is refused", async (schedule) => {
    await expect(setCollectionSchedule(admin, "local", schedule)).rejects.toThrow("invalid-request");
    expect((await getCollectionSchedule(admin, "local")).schedule).toBeNull();
  });

  test("a viewer changes nothing", async () => {
    await expect(setCollectionSchedule(viewer, "local", nightly)).rejects.toThrow("forbidden");
  });
});
