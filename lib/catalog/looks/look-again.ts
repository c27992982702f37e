import "server-only";

/**
 * Why something is requested: a user opens a page, so that what it shows is checked, or an open page follows the index.
 */
export type Occasion = "opened" | "followed";

const afterMs: Record<Occasion, number> = { opened: 1_000, followed: 10_000 };

/** Returns true if something that was last checked at that time is due for another check, in the background. */
export function isLookDue(checkedAt: number | null, occasion: Occasion): boolean {
  return Date.now() - (checkedAt ?? 0) > afterMs[occasion];
}
