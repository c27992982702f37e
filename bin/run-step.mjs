import { availableParallelism, loadavg } from "node:os";
import { Failure } from "./failure.mjs";

const frames = ["-", "\\", "|", "/"];
const reportEveryMs = 10_000;
const busyAfterMs = 30_000;

/** Formats a duration: `7 s`, `1 min 20 s`. */
export function formatElapsed(ms) {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Announces a step, shows that it is still running (a spinner on a terminal, a line every ten seconds elsewhere), and
 * prints how long it took. `work` gets a function for the line that best describes what is happening.
 */
export async function runStep(title, work) {
  const startedAt = Date.now();
  let latest = "";
  const elapsed = () => formatElapsed(Date.now() - startedAt);
  const stopShowing = showProgress(title, elapsed, () => [latest, busyHint(Date.now() - startedAt)].join("  ").trim());
  try {
    const result = await work((line) => {
      latest = line.trim() || latest;
    });
    stopShowing();
    console.log(`${title}: done in ${elapsed()}`);
    return result;
  } catch (error) {
    stopShowing();
    console.log(`${title}: failed after ${elapsed()}`);
    throw error;
  }
}

/** Returns why a step takes long if the machine is the reason; "" during the first half minute and if it is not. */
export function busyHint(elapsedMs, load = loadavg()[0], processors = availableParallelism()) {
  if (elapsedMs < busyAfterMs || load < 2 * processors) return "";
  const count = processors === 1 ? "1 processor" : `${processors} processors`;
  return `(this machine is busy: ${Math.round(load)} programs want its ${count})`;
}

function showProgress(title, elapsed, latest) {
  const { isTTY, columns = 80 } = process.stdout;
  if (!isTTY) {
    console.log(`${title} ...`);
    const timer = setInterval(() => console.log(`  ${elapsed()}  ${latest().slice(0, 140)}`.trimEnd()), reportEveryMs);
    return () => clearInterval(timer);
  }
  let frame = 0;
  const timer = setInterval(() => {
    const line = `${frames[frame++ % frames.length]} ${title}  ${elapsed()}  ${latest()}`;
    process.stdout.write(`\r\x1b[K${line.slice(0, columns - 1)}`);
  }, 200);
  return () => {
    clearInterval(timer);
    process.stdout.write("\r\x1b[K");
  };
}

/** Throws with the end of a command's output if the command failed. */
export function requireSuccess({ code, output }, what) {
  if (code === 0) return;
  const tail = output.split("\n").slice(-40).join("\n");
  throw new Failure(`${tail}\n\n${what} failed (exit code ${code}); its last lines are above.`);
}
