import { expect } from "vitest";
import type { Run } from "@/lib/contract/garbage-collection";
import { getRun } from "@/lib/garbage-collection/get-run";
import { admin } from "./collected-registry";
import { until } from "./until";

/** Waits until a run has finished, and returns it. */
export function finishedRun({ id }: Pick<Run, "id">): Promise<Run> {
  const look = async () => {
    const now = await getRun(admin, id);
    expect(now.finishedAt).not.toBeNull();
    return now;
  };
  return until(look);
}
