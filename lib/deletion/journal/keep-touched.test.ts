import { afterEach, expect, test, vi } from "vitest";
import { writeCutOffDeletion } from "@/lib/testing/cut-off-deletion";
import { closeDeletingConsole, openDeletingConsole } from "@/lib/testing/deleting-console";
import { until } from "@/lib/testing/until";
import { getDeletionRow } from "./deletion-store";
import { keepTouched } from "./keep-touched";

afterEach(async () => {
  vi.useRealTimers();
  await closeDeletingConsole();
});

test("a console that stood still for long is not sure of its deletion any more, and goes on telling that it is at it", async () => {
  await openDeletingConsole();
  await writeCutOffDeletion([{ digest: null }], { touchedAt: 1 });
  vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] });
  const touched = keepTouched("cut-off");
  expect(touched.isOurs()).toBe(true);
  vi.setSystemTime(Date.now() + 100_000);
  vi.advanceTimersByTime(30_000);
  await until(async () => expect((await getDeletionRow("cut-off")).touched_at).toBeGreaterThan(1));
  expect(touched.isOurs()).toBe(false);
  touched.end();
});
