import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { longestRetryAfterSeconds, type RequestLimits } from "@/lib/registry/limits";
import type { Deadline } from "./deadline";
import type { Incoming } from "./exchange";
import { parseRetryAfter } from "./retry-after";

const worthAnotherTry = new Set([429, 500, 502, 503, 504]);

/**
 * Returns the answer of the last attempt. Between two attempts it waits a random time (full jitter), or as long as the
 * registry asks. It gives up early if the wait would exceed a minute or the remaining time of the request.
 */
export async function withRetries(
  { retries, retryBaseMs }: RequestLimits,
  deadline: Deadline,
  attempt: () => Promise<Incoming>,
): Promise<Incoming> {
  for (let tries = 1; ; tries++) {
    const backoffMs = Math.random() * retryBaseMs * 2 ** (tries - 1);
    let waitMs = backoffMs;
    try {
      const answer = await attempt();
      if (tries > retries || !worthAnotherTry.has(answer.status)) return answer;
      const asked = parseRetryAfter(answer.headers.get("retry-after"), Date.now());
      if (asked !== null && asked > longestRetryAfterSeconds) return answer;
      waitMs = asked === null ? backoffMs : asked * 1000;
      if (waitMs >= deadline.remainingMs) return answer;
    } catch (error) {
      // A broken connection may work the next time; a certificate or a silent registry won't be different.
      const broke = isAppError(error) && [error.code, error.context.failure].includes("registry-unreachable");
      const again = tries <= retries && broke && backoffMs < deadline.remainingMs;
      if (!again) throw error;
    }
    await deadline.wait(waitMs);
  }
}
