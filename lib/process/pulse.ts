import "server-only";
import { type Age, startAge } from "./age";
import { processWide } from "./process-wide";

const tickMs = 250;
const longestGapMs = 2_000;

/** Notices that this process was suspended: stopped, swapped out, or on a machine that slept. */
class Pulse {
  #gaps = 0;
  #last: Age = startAge();

  tick(): void {
    if (this.#last.ms() > longestGapMs) this.#gaps++;
    this.#last = startAge();
  }

  /** The number of gaps so far, including one that has just ended and that no tick has seen yet. */
  get gaps(): number {
    if (this.#last.ms() > longestGapMs) this.tick();
    return this.#gaps;
  }
}

function startPulse(): Pulse {
  const pulse = new Pulse();
  setInterval(() => pulse.tick(), tickMs).unref();
  return pulse;
}

/**
 * Returns a function that returns true while this process has not been suspended for more than two seconds since this
 * call. Facts found before such a gap may be long out of date after it.
 */
export function watchPulse(): () => boolean {
  const pulse = processWide("pulse", startPulse);
  const before = pulse.gaps;
  return () => pulse.gaps === before;
}
