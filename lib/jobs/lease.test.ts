import { afterEach, beforeEach, expect, test } from "vitest";
import { database, isPostgres } from "@/lib/db/database";
import { openTestDatabase } from "@/lib/testing/database/test-database";
import { until } from "@/lib/testing/until";
import { holdLease } from "./hold-lease";
import { leaseMigrations } from "./lease-migrations";
import { leaseOwner } from "./lease-owner";
import { findFreeLease, findLeaseHolder, releaseLease, renewLease } from "./lease-store";

let close: () => Promise<void>;

beforeEach(async () => {
  close = await openTestDatabase(leaseMigrations);
});

afterEach(async () => {
  await close();
});

const expire = (name: string) =>
  database<{ leases: { name: string; until_ms: number } }>()
    .updateTable("leases")
    .set({ until_ms: 1 })
    .where("name", "=", name)
    .execute();

test("only one of many at once gets the lease", async () => {
  const tries = await Promise.all(["a", "b", "c", "d"].map((owner) => findFreeLease("gc:local", owner, 60_000)));
  expect(tries.filter(Boolean)).toHaveLength(1);
});

test("leases of different names don't hinder each other", async () => {
  expect(await findFreeLease("gc:one", "a", 60_000)).not.toBeNull();
  expect(await findFreeLease("gc:two", "b", 60_000)).not.toBeNull();
});

test("a lease that has run out goes to the next with a higher fence, and the former holder can't renew it", async () => {
  const first = await findFreeLease("gc:local", "a", 60_000);
  await expire("gc:local");
  const second = await findFreeLease("gc:local", "b", 60_000);
  expect(second?.fence).toBe((first?.fence ?? 0) + 1);
  expect(first && (await renewLease(first, 60_000))).toBe(false);
  if (first) await releaseLease(first);
  expect((await findLeaseHolder("gc:local"))?.owner).toBe("b");
});

test("a lease that has run out can't be renewed, though nobody took it", async () => {
  const lease = await findFreeLease("gc:local", "a", 60_000);
  await expire("gc:local");
  expect(lease && (await renewLease(lease, 60_000))).toBe(false);
});

test("a released lease is free, and its fence goes on counting", async () => {
  const first = await holdLease("gc:local");
  expect(await holdLease("gc:local")).toBeNull();
  await first?.release();
  const second = await holdLease("gc:local");
  expect(second?.fence).toBe(2);
  await second?.release();
});

test.runIf(process.platform === "linux")("a dead process of this machine holds nothing", async () => {
  const dead = leaseOwner().replace(/\d+\/\d+$/, "999999/1");
  await findFreeLease("gc:local", dead, 60_000);
  const held = await holdLease("gc:local");
  expect(held).not.toBeNull();
  await held?.release();
});

test("a process of another machine keeps its lease until it runs out; with SQLite there is none", async () => {
  await findFreeLease("gc:local", "elsewhere/999999/1", 60_000);
  const held = await holdLease("gc:local");
  expect(held !== null).toBe(!isPostgres());
  await held?.release();
});

test("a process that stood still has lost its lease, but for the only one that there can be", async () => {
  const held = await holdLease("gc:local", 300);
  // Blocks this process as SIGSTOP does.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600);
  expect(held?.isHeld()).toBe(!isPostgres());
  if (isPostgres()) return until(() => expect(held?.lost.aborted).toBe(true));
  expect(await holdLease("gc:local")).toBeNull();
  await until(async () => expect((await findLeaseHolder("gc:local"))?.fence).toBe(1));
  expect(held?.lost.aborted).toBe(false);
  await held?.release();
});

test("a held lease is renewed, and its loss is told", async () => {
  const held = await holdLease("gc:local", 300);
  await until(async () => {
    expect((await findLeaseHolder("gc:local"))?.until_ms).toBeGreaterThan(Date.now() + 250);
  });
  await database<{ leases: { owner: string } }>().updateTable("leases").set({ owner: "b" }).execute();
  await until(() => expect(held?.lost.aborted).toBe(true));
});
