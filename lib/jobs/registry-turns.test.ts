import { afterEach, beforeEach, expect, test } from "vitest";
import { isAppError } from "@/lib/errors/app-error";
import { openTestDatabase } from "@/lib/testing/database/test-database";
import { holdLease } from "./hold-lease";
import { leaseMigrations } from "./lease-migrations";
import { claimRegistry, deletionLease, shareRegistry } from "./registry-turns";

let close: () => Promise<void>;

beforeEach(async () => {
  close = await openTestDatabase(leaseMigrations);
});
afterEach(() => close());

test("a claim waits for what is under way, and lets nothing new begin", async () => {
  const events: string[] = [];
  const delete1 = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const first = shareRegistry("local", () => {
    begun.resolve();
    return delete1.promise.then(() => events.push("deleted"));
  });
  await begun.promise;
  const run = claimRegistry("local", async () => events.push("collected"));
  const second = await shareRegistry("local", async () => "begun").catch((error) =>
    isAppError(error, "already-running"),
  );
  delete1.resolve();
  await Promise.all([first, run]);
  expect([second, events]).toEqual([true, ["deleted", "collected"]]);
});

test("a claim that fails is given back, and other registries are none of its business", async () => {
  await Promise.all([
    expect(claimRegistry("local", () => Promise.reject(new Error("no")))).rejects.toThrow("no"),
    expect(shareRegistry("other", async () => "free")).resolves.toBe("free"),
  ]);
  expect(await shareRegistry("local", async () => "free")).toBe("free");
});

test("nothing is claimed where a planned deletion is going on", async () => {
  const lease = await holdLease(deletionLease("local"));
  const run = claimRegistry("local", async () => "collected");
  await expect(run).rejects.toMatchObject({ code: "already-running" });
  await lease?.release();
  expect(await claimRegistry("local", async () => "collected")).toBe("collected");
});
