import "server-only";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { withTimeLimit } from "@/lib/jobs/with-time-limit";

/** The result of asking a registry something: an answer, or why there is none. */
export type Attempt<T> = { value: T; error: null } | { value: null; error: AppError };

/**
 * Returns the outcome within `timeoutMs`. Work that takes longer continues, but is not waited for. Throws only errors
 * that are bugs.
 */
export async function attempt<T>(work: Promise<T>, timeoutMs: number): Promise<Attempt<T>> {
  try {
    const ended = await withTimeLimit(timeoutMs, work);
    if (!ended.late) return { value: ended.value, error: null };
    const detail = `There was no response within ${Math.round(timeoutMs / 1000)} seconds.`;
    return { value: null, error: new AppError("registry-timeout", detail) };
  } catch (error) {
    if (isAppError(error)) return { value: null, error };
    throw error;
  }
}
