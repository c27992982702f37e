import "server-only";
import type { StepContext } from "@/lib/garbage-collection/runner/runner";
import { changeWorkload } from "./change-workload";
import type { Cluster } from "./cluster";
import { findMark, removeMark } from "./mark";
import { said } from "./pods";
import { untilRolledOut } from "./rollout";
import { planReturn } from "./take-pushes-away";
import { until } from "./until";
import { readWorkload, titleOf } from "./workload";

/** Takes back what this run has changed, unless somebody else has changed it since, and waits for the registry. */
export async function openRegistry(cluster: Cluster, context: StepContext): Promise<void> {
  const { settings, patience } = cluster;
  const { runId, signal, log } = context;
  let remark: string | null = null;
  const before = await until(context, patience.rolloutMs, () =>
    changeWorkload(cluster, signal, (workload) => {
      const mark = findMark(workload);
      if (mark?.run !== runId) return [];
      const back = planReturn(workload, mark);
      remark = back.remark;
      return [...removeMark(workload), ...back.changes];
    }),
  );
  const mark = before && findMark(before);
  if (mark && mark.run !== runId) return log.note(`Run ${said(mark.run)} has the ${titleOf(settings)} now`);
  if (remark !== null) log.note(remark);
  else if (mark) log.note(`The ${titleOf(settings)} is as it was before`);
  const after = await until(context, patience.rolloutMs, () => readWorkload(cluster, signal));
  if (after && after.spec.replicas > 0) await untilRolledOut(cluster, context, "serving");
}
