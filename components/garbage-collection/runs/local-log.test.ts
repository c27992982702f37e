import { expect, test } from "vitest";
import { localLog } from "./local-log";

test("each line begins with its time of day, and nothing else is touched", () => {
  const at = new Date("2026-11-21T02:14:03Z");
  const clock = at.toTimeString().slice(0, 8);
  const text = "2026-11-21T02:14:03Z read-only\n2026-11-21T02:14:03Z   seen at 2026-11-20T00:00:00Z here\n";
  expect(localLog(text)).toBe(`${clock}  read-only\n${clock}    seen at 2026-11-20T00:00:00Z here\n`);
});

test("a text without times stays as it is", () => {
  expect(localLog("Waiting for output…")).toBe("Waiting for output…");
});
