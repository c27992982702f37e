import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { AppError, isAppError } from "@/lib/errors/app-error";
import type { StepContext, SteppedRunner } from "@/lib/garbage-collection/runner/runner";
import { RunAborted } from "@/lib/garbage-collection/runs/run-ending";
import { markWritable } from "@/lib/garbage-collection/runs/runs-store";
import { findPushAnswer, requireReadOnly, requireStopped } from "./require-read-only";
import type { SteppedContext } from "./run-context";

const restartMs = 60_000;

/** Retries until the registry is back: a step may return before the restart that it asked for is over. */
async function afterRestart<T>(ask: () => Promise<T>, isFinal: (answer: T | null, error: unknown) => boolean) {
  const deadline = performance.now() + restartMs;
  for (;;) {
    const [answer, error] = await ask().then(
      (value) => [value, null] as const,
      (reason: unknown) => [null, reason] as const,
    );
    if (isFinal(answer, error) || performance.now() > deadline) {
      if (error) throw error;
      return answer as T;
    }
    await wait(500);
  }
}

const hasSteps = ({ makeReadOnly, makeWritable }: SteppedRunner) => makeReadOnly !== null || makeWritable !== null;

const isStarting = (error: unknown) =>
  isAppError(error, "registry-unreachable", "registry-timeout", "registry-busy", "registry-failed");

async function enterReadOnly(context: SteppedContext): Promise<void> {
  const { runner, log, signal } = context;
  if (hasSteps(runner)) await context.record({ must_make_writable: 1 });
  if (runner.makeReadOnly) {
    await context.enter("restarting-read-only");
    await runner.makeReadOnly(context);
  }
  if (runner.allowWritable) return log.note("The configuration allows collecting although pushes may be accepted");
  await afterRestart(
    () => requireClosed(runner),
    (_answer, error) => (runner.stopsRegistry ? error === null : !isStarting(error)) || signal.aborted,
  );
  log.note(
    runner.stopsRegistry
      ? "The registry is stopped (checked: it does not answer)"
      : "The registry is read-only (checked: it refused a push)",
  );
}

/** Throws `registry-writable` if the registry might accept a push now and the configuration doesn't allow that. */
export async function requireClosed(runner: SteppedRunner): Promise<void> {
  if (runner.allowWritable) return;
  await (runner.stopsRegistry ? requireStopped(runner.connection) : requireReadOnly(runner));
}

/** Makes the registry accept pushes again and checks that it does. Throws `registry-read-only` if it doesn't. */
export async function leaveReadOnly(runId: string, runner: SteppedRunner, step: StepContext): Promise<void> {
  await runner.makeWritable?.(step);
  const answer = await afterRestart(
    () => findPushAnswer(runner.connection),
    (found, error) => found !== "read-only" && !isStarting(error),
  );
  if (answer === "read-only") {
    throw new AppError(
      "registry-read-only",
      'The registry still refuses pushes after the run. Check the "after" step of its configuration, and make it writable.',
    );
  }
  await markWritable(runId);
  step.log.note(answer === "accepted" ? "The registry accepts pushes again (checked)" : "The registry is back");
}

/** Calls `work` while the registry refuses pushes or is stopped, and ends that period however the work ends. */
export async function whileReadOnly<T>(context: SteppedContext, work: () => Promise<T>): Promise<T> {
  const { dry_run, remove_untagged } = context.run;
  await context.runner.requireReady?.(context, { dryRun: dry_run === 1, removeUntagged: remove_untagged === 1 });
  const [done, failure] = await enterReadOnly(context)
    .then(work)
    .then(
      (value) => [value, null] as const,
      (error: unknown) => [null, { error }] as const,
    );
  // A stopping console also stops the embedded registry, and starts it writable the next time.
  const stopping = failure?.error instanceof RunAborted && failure.error.reason === "shutdown";
  // The console that holds the registry now may be collecting it. If none holds it, the next check makes it writable.
  const lost = failure?.error instanceof RunAborted && failure.error.reason === "lease-lost";
  if (hasSteps(context.runner) && !lost && !(stopping && context.runner.kind === "managed")) {
    await context.record({ phase: "restarting-writable" });
    const step = { ...context, signal: new AbortController().signal };
    await leaveReadOnly(context.run.id, context.runner, step).catch((error: unknown) => {
      const earlier = failure?.error instanceof AppError ? `${failure.error.detail} After that: ` : "";
      const detail = error instanceof AppError ? error.detail : "The registry could not be made writable again.";
      const meaning = "The registry may still refuse pushes; the console tries again every few minutes.";
      throw new AppError("registry-read-only", `${earlier}${detail} ${meaning}`, { cause: error });
    });
  }
  if (failure) throw failure.error;
  return done;
}
