import "server-only";
import type { DoctorPart, Finding } from "@/lib/contract/doctor";

/** What a check came to. What is left out is null, or empty. */
export type Judgement = Pick<Finding, "check" | "state" | "seen"> &
  Partial<Pick<Finding, "consequence" | "remedy" | "lines" | "flaws" | "places" | "repositories" | "checkedAt">>;

/** The judgement as it is told; it is as old as the looks at its part unless it says otherwise. */
export function toFinding(judgement: Judgement, part: DoctorPart, checkedAt: string): Finding {
  return {
    ...{ consequence: null, remedy: null, lines: null, flaws: [], places: [], repositories: 0, checkedAt },
    ...judgement,
    part,
  };
}
