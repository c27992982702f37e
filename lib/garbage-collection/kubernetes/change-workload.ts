import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import type { Cluster } from "./cluster";
import { readWorkload, type Workload } from "./workload";

/** A JSON Patch operation (RFC 6902). */
export type Change = { op: "add" | "replace" | "remove" | "test"; path: string; value?: unknown };

const mostTries = 20;

/** Returns the JSON Pointer to a key (RFC 6901). */
export const pathTo = (...keys: (string | number)[]) =>
  keys.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/**
 * Changes the workload in one step and returns what `plan` saw; changes nothing if `plan` returns no changes. It
 * changes only the version that `plan` saw: if somebody else was quicker, it reads and plans again.
 */
export async function changeWorkload(
  cluster: Cluster,
  signal: AbortSignal,
  plan: (workload: Workload) => Change[],
): Promise<Workload> {
  const { api, workloadPath: path } = cluster;
  let last = "";
  for (let tries = 1; ; tries++) {
    const workload = await readWorkload(cluster, signal);
    const { resourceVersion } = workload.metadata;
    const changes = plan(workload);
    if (changes.length === 0) return workload;
    const json = [{ op: "test", path: "/metadata/resourceVersion", value: resourceVersion }, ...changes];
    const headers = { "content-type": "application/json-patch+json" };
    try {
      await api.send({ method: "PATCH", path, json, headers, signal });
      return workload;
    } catch (error) {
      // A failed test answers 422, and so does a change that is never possible; the latter fails again at the same
      // version.
      const status = isAppError(error, "runner-refused") ? error.context.status : null;
      const retry = status === 409 || (status === 422 && last !== resourceVersion);
      if (!retry || tries === mostTries) throw error;
      last = resourceVersion;
    }
  }
}
