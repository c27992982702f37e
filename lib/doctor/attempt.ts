import "server-only";
import { AppError, isAppError } from "@/lib/errors/app-error";

/** What came of asking a registry something: an answer, or why there is none. */
export type Attempt<T> = { value: T; error: null } | { value: null; error: AppError };

/** The outcome within the time. What takes longer goes on, and is not waited for. Throws only what is a bug. */
export async function attempt<T>(work: Promise<T>, timeoutMs: number): Promise<Attempt<T>> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    const detail = `There was no answer within ${Math.round(timeoutMs / 1000)} seconds.`;
    timer = setTimeout(() => reject(new AppError("registry-timeout", detail)), timeoutMs);
  });
  try {
    return { value: await Promise.race([work, timeUp]), error: null };
  } catch (error) {
    if (isAppError(error)) return { value: null, error };
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
