import { beforeEach, describe, expect, test, vi } from "vitest";
import { admin, type CollectedRegistry, startCollectedRegistry, viewer } from "@/lib/testing/collected-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { getCollectionSchedule, setCollectionSchedule } from "./collection-schedule";
import { listRuns } from "./list-runs";
import { runDueCollections } from "./run-due-collections";

const [found] = findRegistryPrograms();
const nightly = { cron: "0 3 * * *", timeZone: "Europe/Berlin", removeUntagged: false };
const days = (count: number) => Date.now() + count * 24 * 60 * 60_000;

describe.runIf(found)("a registry that is collected by a schedule", () => {
  let registry: CollectedRegistry;

  beforeEach(async () => {
    if (!found) throw new Error("no registry program");
    registry = await startCollectedRegistry(found);
    return () => registry.close();
  });

  const ended = (count: number) =>
    vi.waitFor(
      async () => {
        const { items } = await listRuns(admin, { limit: 50 });
        expect(items.filter(({ finishedAt }) => finishedAt !== null)).toHaveLength(count);
        return items;
      },
      { timeout: 20_000, interval: 20 },
    );

  test("begins when it is due, at one of several consoles, and once for what was missed", async () => {
    await setCollectionSchedule(admin, "local", nightly);
    await runDueCollections(Date.now());
    expect((await listRuns(admin, { limit: 1 })).total).toBe(0);
    await Promise.all([runDueCollections(days(3)), runDueCollections(days(3)), runDueCollections(days(3))]);
    const [run] = await ended(1);
    expect(run).toMatchObject({ state: "succeeded", dryRun: false, startedBy: "system" });
    await runDueCollections(days(3));
    expect((await listRuns(admin, { limit: 50 })).total).toBe(1);
    await runDueCollections(days(4));
    await ended(2);
  });

  test("a collection that can't begin stands in the history with its reason", async () => {
    await setCollectionSchedule(admin, "local", nightly);
    for (const config of registry.config.registries) config.readOnly = true;
    await runDueCollections(days(2));
    expect(await ended(1)).toMatchObject([{ state: "failed", failure: { type: "/problems/console-read-only" } }]);
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
