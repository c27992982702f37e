import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runSuite } from "./run-suite.mjs";
import { countCheck, countPlaywright, countVitest } from "./test-report.mjs";

let folder: string;
let report: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "shipshape-report-"));
  report = path.join(folder, "report.json");
});

afterEach(() => rmSync(folder, { recursive: true }));

const writeReport = (content: unknown) => writeFileSync(report, JSON.stringify(content));

test("a run of unit tests counts each test", () => {
  writeReport({ numPassedTests: 12, numFailedTests: 2, numPendingTests: 1, numTodoTests: 0 });
  expect(countVitest(1, report)).toEqual({ passed: 12, failed: 2, skipped: 1 });
});

test("a run that fails without a failing test counts as one failed", () => {
  writeReport({ numPassedTests: 12, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 });
  expect(countVitest(1, report).failed).toBe(1);
});

test("a run that leaves no report counts as one failed, whatever its exit code", () => {
  expect(countVitest(0, report)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(countPlaywright(0, report)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("a journey that passed only at the second try counts as failed", () => {
  writeReport({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 } });
  expect(countPlaywright(1, report)).toEqual({ passed: 5, failed: 2, skipped: 0 });
});

test("the suite goes on after a failure, skips what depends on it, and ends with the totals", async () => {
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const step = (name: string, code: number, needs: string[] = []) => ({
    name,
    needs,
    run: async () => countCheck(code),
  });
  const broken = { name: "build", run: () => Promise.reject(new Error("no space")) };
  const code = await runSuite([step("lint", 1), broken, step("unit", 0), step("journeys", 0, ["build"])], []);
  expect(lines.at(-1)?.trim()).toBe("1 passed, 3 failed");
  expect(lines.join("\n")).toContain("not run: build failed");
  expect(code).toBe(1);
});
