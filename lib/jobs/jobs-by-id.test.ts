import { afterEach, expect, test } from "vitest";
import { forgetAllProcessWide } from "@/lib/process/process-wide";
import { runShutdown } from "@/lib/process/shutdown";
import { jobsById } from "./jobs-by-id";

afterEach(forgetAllProcessWide);

const jobs = () => jobsById("test-jobs", "could not end");

test("a second request for an id waits for the first one, and others don't", async () => {
  const order: string[] = [];
  const first = Promise.withResolvers<void>();
  const done = [
    jobs().start("a", () => first.promise.then(() => void order.push("first of a"))),
    jobs().start("a", async () => void order.push("second of a")),
  ];
  await jobs().start("b", async () => void order.push("b"));
  expect([jobs().has("a"), jobs().has("b")]).toEqual([true, false]);
  first.resolve();
  await Promise.all(done);
  expect(order).toEqual(["b", "first of a", "second of a"]);
  expect(jobs().has("a")).toBe(false);
});

test("a job that fails ends, and the next one of its id runs", async () => {
  const ran: string[] = [];
  await jobs().start("a", () => Promise.reject(new Error("no")));
  await jobs().start("a", async () => void ran.push("next"));
  expect([ran, jobs().has("a")]).toEqual([["next"], false]);
});

test("a shutdown tells jobs to stop, and waits for them", async () => {
  const order: string[] = [];
  const batch = Promise.withResolvers<void>();
  void jobs().start("a", async () => {
    await batch.promise;
    order.push(jobs().stopping ? "stopped after its batch" : "went on");
  });
  const shutdown = runShutdown().then(() => order.push("shut down"));
  batch.resolve();
  await shutdown;
  expect(order).toEqual(["stopped after its batch", "shut down"]);
});
