import "server-only";
import type { SetUpFinding } from "@/lib/contract/garbage-collection";
import { isAppError } from "@/lib/errors/app-error";

/** A finding: what `look` says of a thing that is as it must be, or why it isn't. */
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

/** A finding of what was not looked at, as something before it has failed. */
export const notLookedAt = (name: string): SetUpFinding => ({
  name,
  state: "unknown",
  detail: "Not checked, because the check above failed.",
});
