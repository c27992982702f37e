import { readFileSync } from "node:fs";

/** What a step contributes to the result. */
const one = (passed) => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });

/** A check that has no tests of its own counts as one. */
export const countCheck = (code) => one(code === 0);

/** The tests of a Vitest JSON report. A run that failed without a failing test (a file that doesn't load) counts as one failed. */
export function countVitest(code, file) {
  const report = read(file);
  if (!report) return one(false);
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
  return atLeastOneFailed(code, counts);
}

/** The journeys of a Playwright JSON report; one that passed only at a second try counts as failed. */
export function countPlaywright(code, file) {
  const stats = read(file)?.stats;
  if (!stats) return one(false);
  return atLeastOneFailed(code, {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  });
}

function atLeastOneFailed(code, counts) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
