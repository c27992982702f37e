import { Failure } from "./failure.mjs";
import { formatElapsed } from "./run-step.mjs";
import { stopSignal } from "./stop-signals.mjs";

/**
 * Runs the steps one after the other, whatever the results of earlier ones, prints a table and, as the last line,
 * `N passed, N failed`; returns the exit code. `only` names the wanted steps; an empty list means all.
 */
export async function runSuite(steps, only) {
  const unknown = only.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) throw new Failure(`There is no step ${unknown.join(", ")}.`);
  const wanted = new Set(only.flatMap((name) => [name, ...(steps.find((step) => step.name === name).needs ?? [])]));
  const results = new Map();
  for (const step of steps.filter(({ name }) => only.length === 0 || wanted.has(name))) {
    console.log(`\n== ${step.name}`);
    results.set(step.name, await runOne(step, results));
    if (stopSignal) throw new Error("stopped");
  }
  return printSummary(results);
}

async function runOne(step, results) {
  const startedAt = Date.now();
  const failed = (note) => ({
    passed: 0,
    failed: 1,
    skipped: 0,
    failures: [],
    elapsedMs: Date.now() - startedAt,
    note,
  });
  const broken = (step.needs ?? []).filter((name) => results.get(name)?.failed);
  if (broken.length > 0) return failed(`not run: ${broken.join(" and ")} failed`);
  try {
    return { ...(await step.run()), elapsedMs: Date.now() - startedAt };
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    return failed();
  }
}

// A run prints thousands of lines, and often only the last ones are kept.
const failuresShown = 20;
const linesShown = 12;

function printFailures(results) {
  const failures = [...results].flatMap(([step, result]) => result.failures.map((each) => ({ step, ...each })));
  for (const { step, name, message } of failures.slice(0, failuresShown)) {
    console.log(`\nfailed in ${step}: ${name}`);
    for (const line of message.split("\n").slice(0, linesShown)) console.log(`  ${line}`.trimEnd());
  }
  if (failures.length > failuresShown) console.log(`\n... and ${failures.length - failuresShown} more`);
}

function printSummary(results) {
  printFailures(results);
  const total = { passed: 0, failed: 0 };
  console.log("");
  for (const [name, { passed, failed, skipped, elapsedMs, note }] of results) {
    total.passed += passed;
    total.failed += failed;
    const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`;
    const remarks = [skipped ? `${skipped} skipped` : "", note ?? ""].filter(Boolean).join(", ");
    console.log(`${name.padEnd(9)} ${counts}  ${formatElapsed(elapsedMs).padStart(12)}  ${remarks}`.trimEnd());
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}
