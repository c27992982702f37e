import "server-only";
import type { SetUpFinding } from "@/lib/contract/garbage-collection";
import { isAppError } from "@/lib/errors/app-error";

/** Returns a finding: what `look` says if all is well, or why it isn't. */
export async function setUpFinding(name: string, look: () => Promise<string>): Promise<SetUpFinding> {
  try {
    return { name, state: "ok", detail: await look() };
  } catch (error) {
    if (isAppError(error)) return { name, state: "failed", detail: error.detail };
    const isLate = error instanceof Error && error.name === "TimeoutError";
    const detail = isLate ? "It did not answer in time." : "It returned an invalid response.";
    return { name, state: "failed", detail };
  }
}

/** Returns the finding for a check that was skipped because an earlier one failed. */
export const notLookedAt = (name: string): SetUpFinding => ({
  name,
  state: "unknown",
  detail: "Not checked, because the check above failed.",
});
