import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { formatElapsed } from "./run-step.mjs";

/** A step's contribution to the result; `failures` holds the message of each failing test. */
const one = (passed) => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, failures: [] });

// The test runner ended before it wrote a report.
const unreported = { ...one(false), note: "cut off: it has left no report" };

/** Counts a check without tests of its own as one. */
export const countCheck = (code) => one(code === 0);

/**
 * Counts the tests of a Vitest JSON report. A run that failed without a failing test (a file that doesn't load) counts
 * as one failure.
 */
export function countVitest(code, file) {
  const report = read(file);
  if (!report) return unreported;
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    failures: vitestFailures(report.testResults ?? []),
  };
  return atLeastOneFailed(code, counts);
}

/** Counts the journeys of a Playwright JSON report; a journey that passed only at a second try counts as failed. */
export function countPlaywright(code, file) {
  const report = read(file);
  if (!report?.stats) return unreported;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return atLeastOneFailed(code, {
    passed: expected,
    failed: unexpected + flaky,
    skipped,
    failures: playwrightFailures(report.suites ?? []),
  });
}

function atLeastOneFailed(code, counts) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

const cutOff = /^(?:Error: |TestTimeoutError: )?(?:Test|Hook) (?:timed out in|timeout of) (\d+) ?ms/;

function failure(name, said) {
  const message = stripVTControlCharacters(said ?? "");
  const limitMs = Number(cutOff.exec(message)?.[1]);
  if (!limitMs) return { name, message };
  const why = "this says nothing of what it tests, unless it waits for what never comes";
  return { name, message: `It was cut off after ${formatElapsed(limitMs)}: ${why}.\n${message}` };
}

function vitestFailures(files) {
  return files.flatMap(({ name, message, assertionResults = [] }) => {
    const file = relative(process.cwd(), name);
    const failed = assertionResults.filter(({ status }) => status === "failed");
    if (failed.length === 0 && message) return [failure(file, message)];
    return failed.map((test) => failure(`${file} › ${test.fullName}`, test.failureMessages?.[0]));
  });
}

function playwrightFailures(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs.flatMap(({ file, line, title, tests }) =>
      tests
        .filter(({ status }) => status === "unexpected" || status === "flaky")
        .map(({ projectName, results }) =>
          failure(`[${projectName}] ${file}:${line} › ${title}`, results.find(({ error }) => error)?.error.message),
        ),
    ),
    ...playwrightFailures(inner),
  ]);
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
