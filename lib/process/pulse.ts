import "server-only";
import { type Age, startAge } from "./age";
import { processWide } from "./process-wide";

const tickMs = 250;
const longestGapMs = 2_000;

/** Notices when this process stood still: stopped, swapped out, or on a machine that slept. */
class Pulse {
  #gaps = 0;
  #last: Age = startAge();

  tick(): void {
    if (this.#last.ms() > longestGapMs) this.#gaps++;
    this.#last = startAge();
  }

  /** The gaps so far, also the one that has just ended and that no tick has seen yet. */
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
 * From now on: whether this process has never stood still for more than two seconds. What was found out before such a gap
 * may be long out of date after it.
 */
export function watchPulse(): () => boolean {
  const pulse = processWide("pulse", startPulse);
  const before = pulse.gaps;
  return () => pulse.gaps === before;
}
