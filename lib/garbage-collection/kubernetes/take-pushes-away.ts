import "server-only";
import { isDeepStrictEqual } from "node:util";
import { readOnlyVariable } from "@/lib/embedded-registry/registry-commands";
import { type Change, pathTo } from "./change-workload";
import type { Mark } from "./mark";
import { type Container, findContainer, type Variable, type Workload } from "./workload";

const [[name, value] = ["", ""]] = Object.entries(readOnlyVariable);

const containersPath = ["spec", "template", "spec", "containers"];
const lastOf = (env: readonly Variable[]) => env.findLastIndex((variable) => variable.name === name);

/** Finds the container's read-only switch as it is set; null if it isn't. If there are several, the last one counts. */
export const findSwitch = ({ env }: Container): Variable | null => env?.findLast((each) => each.name === name) ?? null;

export const isSwitched = (container: Container) => findSwitch(container)?.value === value;

/** Returns the changes that restart the registry read-only, and the mark of what it was before. */
export function planSwitch(
  settings: Parameters<typeof findContainer>[0],
  run: string,
  { spec }: Workload,
): { changes: Change[]; mark: Mark } {
  const { container, index } = findContainer(settings, spec.template.spec.containers);
  const env = container.env ?? [];
  const at = lastOf(env);
  const mark: Mark = { by: "switch", run, container: container.name, variable: findSwitch(container) };
  const path = pathTo(...containersPath, index, "env");
  if (at >= 0) return { changes: [{ op: "replace", path: `${path}/${at}`, value: { name, value } }], mark };
  const whole: Change[] = container.env ? [] : [{ op: "add", path, value: [] }];
  return { changes: [...whole, { op: "add", path: `${path}/-`, value: { name, value } }], mark };
}

/** Returns the changes that leave no registry running, and the mark of how many replicas there were. */
export function planScale(run: string, node: string | null, { spec }: Workload): { changes: Change[]; mark: Mark } {
  const mark: Mark = { by: "scale", run, replicas: spec.replicas, node };
  return { changes: [{ op: "replace", path: "/spec/replicas", value: 0 }], mark };
}

/**
 * Returns the changes that restore what the mark records; if somebody else has changed it since, only a remark on that.
 */
export function planReturn({ spec }: Workload, mark: Mark): { changes: Change[]; remark: string | null } {
  if (mark.by === "scale") {
    if (spec.replicas === 0)
      return { changes: [{ op: "replace", path: "/spec/replicas", value: mark.replicas }], remark: null };
    return {
      changes: [],
      remark: `Somebody has set the replicas to ${spec.replicas} meanwhile; they are left so (before: ${mark.replicas})`,
    };
  }
  const { containers } = spec.template.spec;
  const index = containers.findIndex((container) => container.name === mark.container);
  const env = containers[index]?.env ?? [];
  const at = lastOf(env);
  if (isDeepStrictEqual(env[at] ?? null, mark.variable)) return { changes: [], remark: null };
  if (env[at]?.value !== value) return { changes: [], remark: `Somebody has changed ${name} meanwhile; it is left so` };
  const path = pathTo(...containersPath, index, "env");
  if (mark.variable) return { changes: [{ op: "replace", path: `${path}/${at}`, value: mark.variable }], remark: null };
  return { changes: [{ op: "remove", path: env.length === 1 ? path : `${path}/${at}` }], remark: null };
}
