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
  expect(countVitest(1, report)).toEqual({ passed: 12, failed: 2, skipped: 1, failures: [] });
});

test("a failing unit test is named by its file, with what it said", () => {
  const name = path.join(process.cwd(), "lib", "a.test.ts");
  const assertionResults = [
    { status: "passed", fullName: "adds" },
    { status: "failed", fullName: "takes away", failureMessages: ["\u001b[31mexpected 1\u001b[39m"] },
  ];
  const unloaded = { name: path.join(process.cwd(), "b.test.ts"), message: "no such file", assertionResults: [] };
  writeReport({
    numPassedTests: 1,
    numFailedTests: 1,
    testResults: [{ name, message: "", assertionResults }, unloaded],
  });
  expect(countVitest(1, report).failures).toEqual([
    { name: "lib/a.test.ts › takes away", message: "expected 1" },
    { name: "b.test.ts", message: "no such file" },
  ]);
});

test("a failing journey is named by its registry, file and line, with what it said", () => {
  const failing = { projectName: "registry", status: "unexpected", results: [{ error: { message: "not seen" } }] };
  const spec = { file: "a.spec.ts", line: 7, title: "signs in", tests: [failing, { status: "expected", results: [] }] };
  writeReport({
    stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 0 },
    suites: [{ suites: [{ specs: [spec] }] }],
  });
  expect(countPlaywright(1, report).failures).toEqual([
    { name: "[registry] a.spec.ts:7 › signs in", message: "not seen" },
  ]);
});

test("a run that fails without a failing test counts as one failed", () => {
  writeReport({ numPassedTests: 12, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 });
  expect(countVitest(1, report).failed).toBe(1);
});

test("a run that leaves no report counts as one failed, whatever its exit code, and was cut off", () => {
  const cutOff = { passed: 0, failed: 1, skipped: 0, failures: [], note: "cut off: it has left no report" };
  expect(countVitest(0, report)).toEqual(cutOff);
  expect(countPlaywright(0, report)).toEqual(cutOff);
});

test("a test that was cut off says so", () => {
  const failed = (message: string) => ({ status: "failed", fullName: "waits", failureMessages: [message] });
  const name = path.join(process.cwd(), "a.test.ts");
  const said = [
    "Error: Test timed out in 300000ms.\nIf this is a long-running test, …",
    "expected 'Test timed out in 5ms'",
  ];
  writeReport({ numPassedTests: 0, numFailedTests: 2, testResults: [{ name, assertionResults: said.map(failed) }] });
  expect(countVitest(1, report).failures.map(({ message }: { message: string }) => message.split(":")[0])).toEqual([
    "It was cut off after 5 min 0 s",
    "expected 'Test timed out in 5ms'",
  ]);
  const journey = { status: "unexpected", results: [{ error: { message: "Test timeout of 300000ms exceeded." } }] };
  const spec = { file: "a.spec.ts", line: 7, title: "waits", tests: [journey] };
  writeReport({ stats: { expected: 0, unexpected: 1, flaky: 0, skipped: 0 }, suites: [{ specs: [spec] }] });
  expect(countPlaywright(1, report).failures[0]?.message).toMatch(/^It was cut off after 5 min/);
});

test("a journey that passed only at the second try counts as failed", () => {
  writeReport({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 } });
  expect(countPlaywright(1, report)).toMatchObject({ passed: 5, failed: 2, skipped: 0 });
});

test("the suite goes on after a failure, skips what depends on it, and ends with what failed and the totals", async () => {
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const step = (name: string, code: number, needs: string[] = []) => ({
    name,
    needs,
    run: async () => countCheck(code),
  });
  const broken = { name: "build", run: () => Promise.reject(new Error("no space")) };
  const failures = [{ name: "a.test.ts › adds", message: "expected 2" }];
  const unit = { name: "unit", run: async () => ({ ...countCheck(0), failures }) };
  const code = await runSuite([step("lint", 1), broken, unit, step("journeys", 0, ["build"])], []);
  expect(lines.at(-1)?.trim()).toBe("1 passed, 3 failed");
  expect(lines.join("\n")).toContain("not run: build failed");
  expect(lines.join("\n")).toContain("failed in unit: a.test.ts › adds\n  expected 2");
  expect(code).toBe(1);
});
