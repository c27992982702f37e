import "server-only";

/** Who asks: somebody opens a page, which has what it shows checked, or a page that is open follows the index. */
export type Occasion = "opened" | "followed";

const afterMs: Record<Occasion, number> = { opened: 1_000, followed: 10_000 };

/** Whether what was last checked then is to be checked again, in the background. */
export function isLookDue(checkedAt: number | null, occasion: Occasion): boolean {
  return Date.now() - (checkedAt ?? 0) > afterMs[occasion];
}
