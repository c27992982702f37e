import { afterEach, expect, test } from "vitest";
import { isAppError } from "@/lib/errors/app-error";
import { forgetAllProcessWide } from "@/lib/process/process-wide";
import { claimRegistry, shareRegistry } from "./registry-turns";

afterEach(forgetAllProcessWide);

test("a claim waits for what is under way, and lets nothing new begin", async () => {
  const events: string[] = [];
  const delete1 = Promise.withResolvers<void>();
  const first = shareRegistry("local", () => delete1.promise.then(() => events.push("deleted")));
  const run = claimRegistry("local", async () => events.push("collected"));
  const second = await shareRegistry("local", async () => "begun").catch((error) =>
    isAppError(error, "already-running"),
  );
  delete1.resolve();
  await Promise.all([first, run]);
  expect([second, events]).toEqual([true, ["deleted", "collected"]]);
});

test("a claim that fails is given back, and other registries are none of its business", async () => {
  const failed = claimRegistry("local", () => Promise.reject(new Error("no")));
  expect(await shareRegistry("other", async () => "free")).toBe("free");
  await expect(failed).rejects.toThrow("no");
  expect(await shareRegistry("local", async () => "free")).toBe("free");
});
