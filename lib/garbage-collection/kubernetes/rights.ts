import "server-only";
import type { KubernetesCollector } from "@/lib/config/kubernetes-collector";

/** One permission that the console's service account needs, in the words of RBAC. */
export type Right = { group: string; resource: string; verb: string; name?: string };

const always: Right[] = [
  { group: "", resource: "pods", verb: "list" },
  { group: "", resource: "pods/log", verb: "get" },
  { group: "", resource: "events", verb: "list" },
  { group: "", resource: "persistentvolumeclaims", verb: "get" },
  { group: "batch", resource: "jobs", verb: "create" },
  { group: "batch", resource: "jobs", verb: "list" },
  { group: "batch", resource: "jobs", verb: "delete" },
];

/** Returns the rights for all calls that a collection makes, and no more. */
export function neededRights({ workload, readOnly }: Pick<KubernetesCollector, "workload" | "readOnly">): Right[] {
  const own = { group: "apps", resource: `${workload.kind}s`, name: workload.name };
  const scalers = { group: "autoscaling", resource: "horizontalpodautoscalers", verb: "list" };
  return [{ ...own, verb: "get" }, { ...own, verb: "patch" }, ...always, ...(readOnly === "scale" ? [scalers] : [])];
}
