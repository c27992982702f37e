import { expect } from "vitest";
import type { Run } from "@/lib/contract/garbage-collection";
import { getRun } from "@/lib/garbage-collection/get-run";
import { admin } from "./collected-registry";
import { until } from "./until";

/** The run as it ended; resolves when it has. */
export function finishedRun({ id }: Pick<Run, "id">): Promise<Run> {
  const look = async () => {
    const now = await getRun(admin, id);
    expect(now.finishedAt).not.toBeNull();
    return now;
  };
  return until(look);
}
